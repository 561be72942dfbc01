// A value in a template, with its origin.
import type { Key } from '../yaml/node.ts';

/** A value that cannot be computed without a cluster, or by this program. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** A piece of rendered text. */
export interface Rendered {
  readonly text: string;
  readonly path: string;
  /** The place of its first character in the file; for the result of an action, the place of the action. */
  readonly at: number;
  /** Text of the template itself: each character has its own place. */
  readonly isPlain: boolean;
  /** The keys of the value that it shows unchanged. */
  readonly from?: readonly Key[] | undefined;
  /** The reason why it is unknown. */
  readonly unknown?: string | undefined;
  readonly conditions: readonly Condition[];
}

/** An `if` around a piece. */
export interface Condition {
  readonly code: string;
  /** It is false with the default values. */
  readonly isOff: boolean;
}

export interface Value {
  readonly v: unknown;
  /** The keys below `.Values` that hold it unchanged. */
  readonly from?: readonly Key[] | undefined;
  /** The output of an included template, with its places. */
  readonly rope?: readonly Rendered[] | undefined;
  /** White space before an unknown value. */
  readonly lead?: string | undefined;
}

export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

export function fieldOf({ v, from }: Value, name: string): Value {
  if (v === UNKNOWN) return { v };
  const inner = from === undefined ? undefined : [...from, name];
  const found =
    typeof v === 'object' && v !== null && Object.hasOwn(v, name) ? (Reflect.get(v, name) as unknown) : null;
  return { v: found, from: inner };
}

/** The text that a template prints for it. */
export function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`;
  if (typeof value === 'object')
    return `map[${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${key}:${printed(item)}`)
      .join(' ')}]`;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
