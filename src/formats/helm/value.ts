// A value of a template, with what is known of where it comes from.
import type { Key } from '../yaml/node.ts';

/** What cannot be worked out without a cluster, or by this program. */
export const UNKNOWN: unique symbol = Symbol('unknown');

/** A piece of rendered text. */
export interface Rendered {
  readonly text: string;
  readonly path: string;
  /** The place in the file of its first character; of what an action computes, that of the action. */
  readonly at: number;
  /** Text of the template itself: each character has a place of its own. */
  readonly isPlain: boolean;
  /** The keys of the values that it shows unchanged. */
  readonly from?: readonly Key[] | undefined;
  /** Why it is not known. */
  readonly unknown?: string | undefined;
  readonly conditions: readonly Condition[];
}

/** An `if` around a piece. */
export interface Condition {
  readonly code: string;
  /** It does not hold with the default values. */
  readonly isOff: boolean;
}

export interface Value {
  readonly v: unknown;
  /** The keys below `.Values` that hold it unchanged. */
  readonly from?: readonly Key[] | undefined;
  /** What an included template rendered, with its places. */
  readonly rope?: readonly Rendered[] | undefined;
  /** White space in front of what is not known. */
  readonly lead?: string | undefined;
}

export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** A field of a value. */
export function fieldOf({ v, from }: Value, name: string): Value {
  if (v === UNKNOWN) return { v };
  const inner = from === undefined ? undefined : [...from, name];
  const found =
    typeof v === 'object' && v !== null && Object.hasOwn(v, name) ? (Reflect.get(v, name) as unknown) : null;
  return { v: found, from: inner };
}

/** As a template prints it. */
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
