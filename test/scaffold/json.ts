// Reads a value from a parser of YAML, JSON or TOML.
import { parseAllDocuments } from 'yaml';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The value at a path such as `spec.containers.0.name`; a segment in brackets may contain dots: `labels.[a.b/c]`. */
export function at(value: Json | undefined, path: string): Json | undefined {
  const segments = [...path.matchAll(/\[([^\]]+)\]|[^.]+/g)].map(([segment, bracketed]) => bracketed ?? segment);
  return segments.reduce<Json | undefined>((inner, segment) => {
    if (isList(inner)) return inner[Number(segment)];
    return typeof inner === 'object' && inner !== null ? inner[segment] : undefined;
  }, value);
}

export function list(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

const read = new Map<string, readonly Json[]>();

/** Every document of a YAML file, read strictly as YAML 1.2. The same text is parsed once. */
export function documents(yaml: string): readonly Json[] {
  const known = read.get(yaml) ?? parsed(yaml);
  read.set(yaml, known);
  return known;
}

function parsed(yaml: string): readonly Json[] {
  return parseAllDocuments(yaml, { strict: true, uniqueKeys: true }).flatMap((document) => {
    if (document.errors.length + document.warnings.length > 0) throw document.errors[0] ?? document.warnings[0];
    const value: Json = document.toJS();
    return value === null ? [] : [value];
  });
}

/** Every key and every scalar value, at any depth. */
export function leaves(value: Json): readonly Json[] {
  if (isList(value)) return value.flatMap(leaves);
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...leaves(inner)])
    : [value];
}
