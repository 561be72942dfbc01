// Texts by number: the keys of a large program are long, and are made of the same few texts again and again.

/** Shorter than its number would be, with all that a map keeps of it. */
const SHORT = 12;

export class Numbered {
  readonly #numbers = new Map<string, string>();

  /** A short text that stands for this one and for no other: no key begins with `#`. */
  of(text: string): string {
    if (text.length <= SHORT) return text;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = `#${this.#numbers.size}`;
    this.#numbers.set(text, number);
    return number;
  }
}
