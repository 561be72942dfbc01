// The result of a check with a JSON Schema, with its place.

export interface Violation {
  /** The place in the value. */
  readonly keys: readonly (string | number)[];
  readonly message: string;
}

/**
 * The violation; `unknown` if a keyword or a reference is not understood, or it is too much work; `untried` if only
 * an expression was not tried, because it could take too long on this text.
 */
export type Answer = Violation | Open | undefined;

export type Open = 'unknown' | 'untried';

export type Schema = Readonly<Record<string, unknown>>;

export interface Check {
  readonly root: unknown;
  readonly value: unknown;
  readonly keys: Violation['keys'];
  readonly run: { steps: number };
  /** The number of schemas around this one. */
  readonly depth: number;
}

export type Keyword = (said: unknown, check: Check, schema: Schema) => Answer;

export function unless(fits: boolean, { keys }: Check, message: string): Answer {
  return fits ? undefined : { keys, message };
}

/** A certain violation comes before an unknown result. */
export function worst(answers: readonly Answer[]): Answer {
  return answers.find((one) => typeof one === 'object') ?? openOf(answers);
}

export function openOf(answers: readonly Answer[]): Open | undefined {
  return answers.includes('unknown') ? 'unknown' : answers.includes('untried') ? 'untried' : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isMap(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
