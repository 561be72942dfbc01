// A form in which our objects and those of kustomize are the same text.
import { isScalarValue } from '../../src/inventory/part.ts';

/**
 * One text for each object, in a fixed order, without the hash of generated names and the content of generated objects.
 */
export function normalized(objects: readonly unknown[]): readonly string[] {
  return objects.map((object) => JSON.stringify(sorted(object)).replace(/-[bcdfghkmt2456789]{10}\b/g, '')).sort();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (isScalarValue(value) || typeof value !== 'object') return value;
  const entries = Object.entries(value ?? {}).filter(([key]) => !isContent(value, key));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}

function isContent(value: object | null, key: string): boolean {
  return key === 'data' && value !== null && 'kind' in value && value.kind === 'ConfigMap';
}
