// Reads the fields of a preset and collects its faults, so that all of them are reported together.
import { suggestion } from '../formats/nearest.ts';
import { own } from '../table.ts';

/** The fields of one map, and its place. */
export interface Fields {
  readonly at: string;
  readonly values: Readonly<Record<string, unknown>>;
}

export class Reader {
  readonly #problems: string[] = [];

  get problems(): readonly string[] {
    return this.#problems;
  }

  refuse(at: string, why: string): void {
    this.#problems.push(`${at} ${why}.`);
  }

  /** A map with these keys and no others. */
  fields(at: string, value: unknown, keys: readonly string[]): Fields {
    if (!isRecord(value)) {
      this.refuse(at, 'must be a map');
      return { at, values: {} };
    }
    for (const key of Object.keys(value))
      if (!keys.includes(key)) this.refuse(at, `has an unknown key ${JSON.stringify(key)}${suggestion(key, keys)}`);
    return { at, values: Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key))) };
  }

  /** The pairs of a map whose keys are names of something. */
  map({ values }: Fields, key: string): readonly (readonly [string, unknown])[] {
    const value = own(values, key) ?? {};
    if (isRecord(value)) return Object.entries(value);
    this.refuse(key, 'must be a map');
    return [];
  }

  list({ values }: Fields, key: string, keys: readonly string[]): readonly Fields[] {
    const value = own(values, key) ?? [];
    if (Array.isArray(value)) return value.map((one, index) => this.fields(`${key}[${index}]`, one, keys));
    this.refuse(key, 'must be a list');
    return [];
  }

  text({ at, values }: Fields, key: string): string | undefined {
    const value = own(values, key);
    if (value === undefined || typeof value === 'string') return value;
    this.refuse(`${at}.${key}`, 'must be a text');
    return undefined;
  }

  /** A text from a list of texts. */
  word<Word extends string>(fields: Fields, key: string, words: readonly Word[]): Word | undefined {
    const named = this.text(fields, key);
    const word = words.find((one) => one === named);
    if (named !== undefined && word === undefined)
      this.refuse(`${fields.at}.${key}`, `must be one of ${words.join(', ')}${suggestion(named, words)}`);
    return word;
  }

  required(fields: Fields, key: string): string | undefined {
    const value = this.text(fields, key);
    if (value === undefined && own(fields.values, key) === undefined) this.refuse(fields.at, `needs ${key}`);
    return value;
  }

  /** A preset must state the reason for a refusal. */
  reason(fields: Fields): string {
    const reason = this.required(fields, 'reason')?.trim() ?? '';
    if (reason === '' && own(fields.values, 'reason') !== undefined)
      this.refuse(`${fields.at}.reason`, 'must not be empty');
    return reason;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
