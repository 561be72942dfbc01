// The objects of a document: lists are taken apart.
import type { YamlDocument } from '../formats/yaml/file.ts';
import { asMap, asSeq, type Key } from '../formats/yaml/node.ts';
import { read } from '../formats/yaml/read.ts';

/** Where each object of a document starts: `items.3` in a `List`, a `RoleList`, a `PodList` and their like. */
export function objectsIn(document: YamlDocument, keys: readonly Key[] = []): readonly (readonly Key[])[] {
  if (asMap(document.root) === undefined) return [];
  const kind = read(document, [...keys, 'kind']).value;
  const items = typeof kind === 'string' && kind.endsWith('List') ? itemsAt(document, keys) : undefined;
  if (items === undefined) return [keys];
  return Array.from({ length: items }, (_, index) => objectsIn(document, [...keys, 'items', index])).flat();
}

function itemsAt(document: YamlDocument, keys: readonly Key[]): number | undefined {
  return asSeq(read(document, [...keys, 'items']).node)?.items.length;
}
