// What aliases stand for, and the keys that a map merges in.
import { isScalar, visit, type Document } from 'yaml';
import type { YamlDocument } from './file.ts';
import { asMap, asSeq, pairAt, pairsOf, target, type Key, type MapNode, type PairNode } from './node.ts';

/** The first alias in front of which its anchor is missing, as an error of the parser; undefined when there is none. */
export function unknownAlias(
  parsed: Document.Parsed,
  source: string,
): { readonly pos: readonly [number, number]; readonly message: string } | undefined {
  if (!/\*\S/.test(source)) return undefined;
  const anchors = new Set<string>();
  let found: { readonly pos: readonly [number, number]; readonly message: string } | undefined;
  visit(parsed, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor !== undefined) anchors.add(node.anchor);
    },
    Alias: (_, { source: name, range }) => {
      if (anchors.has(name)) return undefined;
      found = { pos: [range?.[0] ?? 0, range?.[1] ?? 0], message: `Unresolved alias: ${name}` };
      return visit.BREAK;
    },
  });
  return found;
}

/** How deep merged maps may merge others; what is deeper merges itself. */
const deepest = 10;

/** The pair that a map has for a key because of `<<: *anchor`; a pair of its own comes first. */
export function mergedPair(document: YamlDocument, map: MapNode, key: Key, depth = 0): PairNode | undefined {
  if (depth > deepest) return undefined;
  // The parser gives the key `<<` as a symbol.
  const merged = pairsOf(map)
    .filter((pair) => isScalar(pair.key) && typeof pair.key.value === 'symbol')
    .map(({ value }) => target(document, value));
  for (const source of merged.flatMap((node) => asSeq(node)?.items.map((item) => target(document, item)) ?? [node])) {
    const inner = asMap(source);
    const pair = inner && (pairAt(inner, key) ?? mergedPair(document, inner, key, depth + 1));
    if (pair !== undefined) return pair;
  }
  return undefined;
}
