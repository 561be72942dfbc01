// The nodes that aliases refer to, and the keys that a map merges.
import { isScalar, visit, type Alias, type Document, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { YamlDocument } from './file.ts';
import { asMap, asSeq, pairAt, pairsOf, target, type Key, type MapNode, type PairNode } from './node.ts';

/**
 * Links each alias to its node; by itself an alias searches the whole document on each request.
 *
 * @returns the first alias without an earlier anchor, as an error of the parser; undefined if there is none
 */
export function linkAliases(
  parsed: Document.Parsed,
  source: string,
): { readonly pos: readonly [number, number]; readonly message: string } | undefined {
  if (!/\*\S/.test(source)) return undefined;
  const anchors = new Map<string, Anchored>();
  let found: { readonly pos: readonly [number, number]; readonly message: string } | undefined;
  visit(parsed, {
    Node: (_, node) => {
      if ('anchor' in node && node.anchor !== undefined) anchors.set(node.anchor, node);
    },
    Alias: (_, alias) => {
      const anchored = anchors.get(alias.source);
      if (anchored !== undefined) return link(alias, anchored);
      const { source: name, range } = alias;
      found = { pos: [range?.[0] ?? 0, range?.[1] ?? 0], message: `Unresolved alias: ${name}` };
      return visit.BREAK;
    },
  });
  return found;
}

type Anchored = Scalar | YAMLMap | YAMLSeq;

/** Gives an alias its node, from the nodes with anchors in its context. */
function link(alias: Alias, anchored: Anchored): void {
  const resolve = alias.resolve.bind(alias);
  alias.resolve = (document, context) => {
    if (context === undefined) return anchored;
    context.aliasResolveCache = [anchored, alias];
    return resolve(document, context);
  };
}

/** The depth to which merged maps may merge others; a deeper one merges itself. */
const deepest = 10;

/** The pair of a map for a key from `<<: *anchor`; a pair of the map itself comes first. */
export function mergedPair(document: YamlDocument, map: MapNode, key: Key, depth = 0): PairNode | undefined {
  if (depth > deepest) return undefined;
  // The parser represents the key `<<` as a symbol.
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
