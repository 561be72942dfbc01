// The arguments of template functions, as Go and Sprig take them.
import { printed, UNKNOWN } from './value.ts';

export type Functions = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

export function text(value: unknown): string {
  return printed(value);
}

export function number(value: unknown): number {
  const found = Number(typeof value === 'boolean' ? value : text(value));
  return Number.isFinite(found) ? found : 0;
}

export function whole(value: unknown): number {
  return Math.trunc(number(value));
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function map(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function isSame(one: unknown, other: unknown): boolean {
  return typeof one === 'object' || typeof other === 'object'
    ? JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
    : one === other;
}

export function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (Reflect.get(value, key) as unknown)
    : undefined;
}

export function kind(value: unknown): string {
  if (value === null || value === undefined) return 'invalid';
  if (Array.isArray(value)) return 'slice';
  return typeof value === 'object'
    ? 'map'
    : typeof value === 'boolean'
      ? 'bool'
      : typeof value === 'number'
        ? 'float64'
        : 'string';
}

/** A result that is longer than any manifest is not computed. */
export function ifSmall(more: number, made: () => unknown): unknown {
  return more > 1_000_000 ? UNKNOWN : made();
}
