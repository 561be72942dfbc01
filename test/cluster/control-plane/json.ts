// JSON as a type, and functions that read a place in it without a cast.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

/** The value at a path of keys and indexes, or undefined. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((here, step) => {
    if (isList(here)) return typeof step === 'number' ? here[step] : undefined;
    return isObject(here) ? here[step] : undefined;
  }, value);
}

export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

export function listAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...path);
  return isList(found) ? found : [];
}

export function textsAt(value: Json | undefined, ...path: readonly (string | number)[]): readonly string[] {
  return listAt(value, ...path).filter((item) => typeof item === 'string');
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * A copy with another value at the path, or without it if the value is undefined; missing objects on the path are
 * created.
 */
export function withAt(
  value: Json | undefined,
  path: readonly (string | number)[],
  replacement: Json | undefined,
): Json {
  const [step, ...rest] = path;
  if (step === undefined) return replacement ?? null;
  const inner = rest.length === 0 ? replacement : withAt(at(value, step), rest, replacement);
  if (isList(value)) {
    return inner === undefined
      ? value.filter((_, index) => index !== step)
      : value.map((item, index) => (index === step ? inner : item));
  }
  const others = Object.entries(isObject(value) ? value : {}).filter(([key]) => key !== String(step));
  return Object.fromEntries(inner === undefined ? others : [...others, [String(step), inner]]);
}
