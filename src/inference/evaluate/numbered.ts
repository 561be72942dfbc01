// Numbers for texts: the keys of a large program are long, and consist of the same few texts.

/** Shorter than its number would be, with the overhead of a map. */
const SHORT = 12;

export class Numbered {
  readonly #numbers = new Map<string, string>();

  /** A short text that stands for this one only: no key starts with `#`. */
  of(text: string): string {
    if (text.length <= SHORT) return text;
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = `#${this.#numbers.size}`;
    this.#numbers.set(text, number);
    return number;
  }
}
