// Fields and items of parsed values of any type.
import type { Reading } from './read.ts';

/** The items of a list at a place, or none. */
export function itemsOf(reading: Reading): readonly unknown[] {
  return Array.isArray(reading.value) ? reading.value : [];
}

/** The value at a path, or undefined if something on the path is not an object. */
export function fieldOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null
        ? Object.entries(inner).find(([name]) => name === key)?.[1]
        : undefined,
    value,
  );
}

/** A text, or an empty one for any other value. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
