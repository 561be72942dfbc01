// What the rounds of a loop store in places, so that a loop repeats only for values that no earlier round stored.

import type { Syntax } from '../../formats/rust/syntax.ts';

export class Brought {
  readonly #parts = new Map<Syntax, Set<string>>();
  size = 0;

  /** @param place what stands left of the assignment; a variable of the loop's own body is a new one in each round */
  add(place: Syntax, parts: Iterable<string>): void {
    const known = this.#parts.get(place) ?? new Set<string>();
    this.#parts.set(place, known);
    const before = known.size;
    for (const part of parts) known.add(part);
    this.size += known.size - before;
  }

  addAll(other: Brought): void {
    for (const [place, parts] of other.#parts) this.add(place, parts);
  }
}
