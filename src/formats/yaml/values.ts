// Fields and items of values that were read, whatever they turn out to be.
import type { Reading } from './read.ts';

/** The items of a list at a place, or nothing where there is none. */
export function itemsOf(reading: Reading): readonly unknown[] {
  return Array.isArray(reading.value) ? reading.value : [];
}

/** What stands at a path of a value, or undefined where something on the way is no object. */
export function fieldOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}

/** A text, or the empty one where it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
