// Keys that a map has twice, which kubectl, Kustomize and GitHub refuse.
import { isScalar, visit, type Document } from 'yaml';
import type { YamlError } from './parse.ts';

/** The first key that its map has already, as an error of the parser, which itself compares each key with all before it. */
export function duplicateKey(parsed: Document.Parsed): YamlError | undefined {
  let found: YamlError | undefined;
  visit(parsed, {
    Map: (_, { items }) => {
      const keys = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value)) {
          found = { pos: [key.range?.[0] ?? 0, key.range?.[1] ?? 0], message: 'Map keys must be unique' };
          return visit.BREAK;
        }
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}
