// The cost of judging an object, in small objects: each takes about a millisecond.
import type { YamlDocument } from '../formats/yaml/file.ts';
import { asMap, asSeq, nodeAt, pairsOf, type Node } from '../formats/yaml/node.ts';
import { once } from '../once.ts';
import { opened, type Part } from './part.ts';

/** Each item of a list, such as a container or a rule, is judged separately; the texts of ConfigMaps are long. */
export function costOf(part: Part): number {
  return 1 + itemsOf(part);
}

export function costOfDocument({ root }: YamlDocument): number {
  return 1 + listedIn(root);
}

/** So many characters are read in the time in which one object is judged. */
const manyCharacters = 20_000;

/** The number of maps in the lists of a part, and the length of its texts. */
const itemsOf = once((part: Part): number => {
  if (part.k === 'source') return listedIn(nodeAt(part.origin.document, part.origin.keys));
  if (part.k === 'map') return [...part.entries.values()].reduce((sum, each) => sum + itemsOf(each), 0);
  if (part.k === 'scalar') return String(part.value).length / manyCharacters;
  if (part.k !== 'list') return 0;
  return part.items.reduce((sum, each) => sum + (opened(each).k === 'map' ? 1 : 0) + itemsOf(each), 0);
});

function listedIn(node: Node | null): number {
  const map = asMap(node);
  if (map !== undefined) return pairsOf(map).reduce((sum, { value }) => sum + listedIn(value), 0);
  const items = asSeq(node)?.items;
  if (items === undefined) return node === null ? 0 : (node.range[1] - node.range[0]) / manyCharacters;
  return items.reduce((sum, item) => sum + (asMap(item) === undefined ? 0 : 1) + listedIn(item), 0);
}
