// The plural of a kind as kube-derive and kube-core guess it (kube-core/src/discovery.rs `to_plural`).

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['endpoints', 'endpoints'],
  ['endpointslices', 'endpointslices'],
  ['nodemetrics', 'nodes'],
  ['podmetrics', 'pods'],
]);

/** The plural of a lower-case singular. */
export function pluralOf(singular: string): string {
  if (/(?:s|x|z|ch|sh)$/.test(singular)) return `${singular}es`;
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return `${singular}s`;
}

/** The plural that `ApiResource::from_gvk` guesses: a few built-in kinds are exceptions there. */
export function guessedPlural(kind: string): string {
  const singular = kind.toLowerCase();
  return IRREGULAR.get(singular) ?? pluralOf(singular);
}
