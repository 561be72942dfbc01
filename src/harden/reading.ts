// An answer that a repository shows: its value and its source.
import type { Value } from '../answers/answer.ts';
import type { Given } from '../answers/resolve.ts';

export interface Reading {
  readonly value: Value;
  /** Whether the repository shows it. A guess leads to a question, and is never recorded. */
  readonly sure: boolean;
  /** `path:line`, or the reason for the value in words. */
  readonly because: string;
  /** Whether it is the value of an example, which a person must not mistake for a real one. */
  readonly isExample?: true;
}

export type Readings = Readonly<Record<string, Reading>>;

/** The answers so far: undefined if nothing shows them. */
export type Finds = Readonly<Record<string, Reading | undefined>>;

export function found(value: Value, because: string): Reading {
  return { value, sure: true, because };
}

export function guess(value: Value, because: string): Reading {
  return { value, sure: false, because };
}

/** The value of an example, if the repository shows nothing. */
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
