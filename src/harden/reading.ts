// An answer as a repository gives it: its value, and what says so.
import type { Value } from '../answers/answer.ts';
import type { Given } from '../answers/resolve.ts';

export interface Reading {
  readonly value: Value;
  /** Whether the repository says it; what is only guessed is asked about, and never kept as if somebody had said it. */
  readonly sure: boolean;
  /** `path:line`, or in words why it is taken. */
  readonly because: string;
  /** Whether it is the value of an example, which a person must not take for what is here. */
  readonly isExample?: true;
}

export type Readings = Readonly<Record<string, Reading>>;

/** What is known of the answers so far: undefined where nothing was found to go by. */
export type Finds = Readonly<Record<string, Reading | undefined>>;

export function found(value: Value, because: string): Reading {
  return { value, sure: true, because };
}

export function guess(value: Value, because: string): Reading {
  return { value, sure: false, because };
}

/** The value of an example, where nothing in the repository says anything of it. */
export function example(value: Value, because = 'the default'): Reading {
  return { ...guess(value, because), isExample: true };
}

export function place({ path, line }: { readonly path: string; readonly line: number }): string {
  return `${path}:${line}`;
}

export function valuesOf(readings: Readings): Given {
  return Object.fromEntries(Object.entries(readings).map(([key, { value }]) => [key, value]));
}

export function without(readings: Readings, keys: readonly string[]): Readings {
  return Object.fromEntries(Object.entries(readings).filter(([key]) => !keys.includes(key)));
}

export function onlySure(readings: Readings): Readings {
  return Object.fromEntries(Object.entries(readings).filter(([, { sure }]) => sure));
}
