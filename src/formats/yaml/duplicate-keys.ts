// Duplicate keys of a map, which kubectl, kustomize and GitHub refuse.
import { isMap, isPair, isScalar, isSeq, type Document } from 'yaml';
import type { YamlError } from './parse.ts';

/** The first duplicate key, as an error of the parser, which itself would compare each key with all earlier ones. */
export function duplicateKey({ contents }: Document.Parsed): YamlError | undefined {
  return duplicateIn(contents);
}

/** The walk of the library takes ten times as long. */
function duplicateIn(node: unknown): YamlError | undefined {
  if (isPair(node)) return duplicateIn(node.key) ?? duplicateIn(node.value);
  if (isMap(node)) {
    const keys = new Set<unknown>();
    for (const { key } of node.items) {
      if (!isScalar(key)) continue;
      if (keys.has(key.value))
        return { pos: [key.range?.[0] ?? 0, key.range?.[1] ?? 0], message: 'Map keys must be unique' };
      keys.add(key.value);
    }
  }
  if (!isMap(node) && !isSeq(node)) return undefined;
  for (const item of node.items) {
    const found = duplicateIn(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
