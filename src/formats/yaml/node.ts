// Walks nodes of YAML: children, values, lines and columns in the file.
import { isAlias, isMap, isPair, isScalar, isSeq, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml';
import { lineStart } from '../edit.ts';
import { hole } from '../helm/mask.ts';
import { once } from '../../once.ts';
import { asText } from '../as-text.ts';
import type { YamlDocument } from './file.ts';

export type Key = string | number;
export type Node = ParsedNode;
export type MapNode = YAMLMap.Parsed;
export type SeqNode = YAMLSeq.Parsed;
export type PairNode = Pair<ParsedNode, ParsedNode | null>;

export function asMap(node: unknown): MapNode | undefined {
  return isMap<ParsedNode, ParsedNode | null>(node) && node.range != null ? (node as MapNode) : undefined;
}

export function asSeq(node: unknown): SeqNode | undefined {
  return isSeq<ParsedNode>(node) && node.range != null ? (node as SeqNode) : undefined;
}

/** The node to which an alias refers, else the node itself. */
export function target(document: YamlDocument, node: Node | null): Node | null {
  if (!isAlias(node)) return node;
  return (node.resolve(document.parsed) as Node | undefined) ?? null;
}

export function pairsOf(map: MapNode): readonly PairNode[] {
  return map.items.filter((item) => isPair(item) && item.key !== null);
}

export function pairAt(map: MapNode, key: Key): PairNode | undefined {
  const name = String(key);
  if (map.items.length > fewPairs) return pairsByName(map).get(name);
  return map.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === name);
}

/** Up to this number a linear search is faster than an index. */
const fewPairs = 32;

const pairsByName = once((map: MapNode): ReadonlyMap<string, PairNode> => {
  const pairs = new Map<string, PairNode>();
  // The first pair with a name counts, as in the linear search.
  for (const pair of pairsOf(map).toReversed()) if (isScalar(pair.key)) pairs.set(String(pair.key.value), pair);
  return pairs;
});

/** A scalar that an action of a template fills in completely or partly. */
export function isTemplated(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(hole);
  if (Array.isArray(value)) return value.some(isTemplated);
  return typeof value === 'object' && value !== null && Object.values(value).some(isTemplated);
}

/** The plain value of a node; undefined if aliases multiply beyond reason, or form a cycle. */
export function valueOf(document: YamlDocument, node: Node | null): unknown {
  try {
    const value: unknown = node === null ? null : node.toJS(document.parsed, { maxAliasCount: 100 });
    return !isTricky(document.file) || isTree(value, new Set(), new Set()) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether aliases may form a cycle, or keys of a map may replace its conversion to text. */
const isTricky = once(
  ({ text }: YamlDocument['file']) =>
    (text.includes('&') && text.includes('*')) || text.includes('toString') || text.includes('valueOf'),
);

/** Whether no value contains itself. Maps that define their own conversion to text get the usual one. */
function isTree(value: unknown, above: Set<object>, known: Set<object>): boolean {
  if (typeof value !== 'object' || value === null || known.has(value)) return true;
  if (above.has(value)) return false;
  above.add(value);
  const isOne = Object.values(value).every((one) => isTree(one, above, known));
  above.delete(value);
  known.add(value);
  asText(value);
  return isOne;
}

export function startOf(document: YamlDocument, node: Node): number {
  return document.offset + node.range[0];
}

/** The end of the last character of a node, without later comments and line breaks. */
export function endOf(document: YamlDocument, node: Node): number {
  const map = asMap(node);
  const seq = asSeq(node);
  if (map !== undefined && map.flow !== true && map.items.length > 0)
    return endOfPair(document, map.items.at(-1) as PairNode);
  if (seq !== undefined && seq.flow !== true && seq.items.length > 0) return endOf(document, seq.items.at(-1) as Node);
  const text = document.file.mask.text;
  let end = document.offset + node.range[1];
  if (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'))
    while (/\s/.test(text[end - 1] ?? '')) end -= 1;
  return end;
}

export function endOfPair(document: YamlDocument, pair: PairNode): number {
  const { key, value } = pair;
  const empty = value === null || (isScalar(value) && value.source === '' && value.range[0] === value.range[1]);
  if (!empty) return endOf(document, value);
  return document.file.mask.text.indexOf(':', document.offset + key.range[1]) + 1;
}

export function lineOf(document: YamlDocument, node: Node): number {
  return document.file.lineAt(startOf(document, node));
}

export function columnOf(document: YamlDocument, node: Node): number {
  const start = startOf(document, node);
  return start - lineStart(document.file.text, start);
}

/** Whether a map or list is in flow style. */
export function isFlow(node: Node): boolean {
  return (asMap(node) ?? asSeq(node))?.flow === true;
}

/** The node at `keys`, or null; aliases are not followed. */
export function nodeAt(document: YamlDocument, keys: readonly Key[]): Node | null {
  return keys.reduce<Node | null>((node, key) => {
    const map = asMap(node);
    return (map === undefined ? asSeq(node)?.items[Number(key)] : pairAt(map, key)?.value) ?? null;
  }, document.root);
}
