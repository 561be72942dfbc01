// What the rounds of a loop store in places, so that a loop repeats only for values that no earlier round stored.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Variables } from './frame.ts';
import type { Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';

export class Brought {
  readonly #parts = new Map<Syntax | string, Set<string>>();
  readonly #around: Variables;
  size = 0;

  /** @param around the variables that a round finds; those of the body are new ones in each round */
  constructor(around: Variables) {
    this.#around = around;
  }

  /** Whether the next round finds this variable. */
  outlives(name: string, value: Value): boolean {
    return this.#around.get(name) === value;
  }

  /** @param place what stands left of the assignment, or the key of a value that changed in place */
  add(place: Syntax | string, parts: Iterable<string>): void {
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

/** What runs, as far as this needs it. */
interface Running {
  brought: Brought | undefined;
  readonly program: { readonly keys: ValueKeys };
}

/** More rounds than any state machine was seen to have states. */
const MAX_ROUNDS = 32;

/** Code that may run several times repeats while it stores something new in a place, from which the next round starts. */
export function repeat<T>(evaluator: Running, variables: Variables, once: () => T): readonly T[] {
  const around = evaluator.brought;
  const brought = new Brought(variables);
  const { keys } = evaluator.program;
  const watch = (inside: Brought | undefined): void => {
    evaluator.brought = inside;
    keys.onChange = inside === undefined ? undefined : (before, parts) => inside.add(before, parts);
  };
  watch(brought);
  const results: T[] = [];
  try {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const before = brought.size;
      results.push(once());
      if (brought.size === before) break;
    }
  } finally {
    watch(around);
    around?.addAll(brought);
  }
  return results;
}
