// Where a line can be added to a map without ending up in an `if` of a template.
import { isScalar } from 'yaml';
import { lineStart } from '../edit.ts';
import type { YamlDocument } from './file.ts';
import { asMap, asSeq, endOfPair, lineOf, pairsOf, startOf, type MapNode, type PairNode } from './node.ts';

/** The last pair of a map after which a line can be inserted outside every `if`. */
export function pairToStandBehind(document: YamlDocument, map: MapNode): PairNode | undefined {
  const { depths, text } = document.file.mask;
  const pairs = pairsOf(map);
  if (depths.length === 0) return pairs.at(-1);
  const lines = text.split('\n');
  const base = topDepth(document);
  return pairs.findLast((pair) => {
    const last = document.file.lineAt(endOfPair(document, pair));
    const next = lines.slice(last).find((line) => line.trim() !== '') ?? '';
    return (
      depths[lineOf(document, pair.key) - 1] === base &&
      depths[last] === base &&
      !isAction(document, last, next) &&
      !isOpen(document, pair)
    );
  });
}

/** A pair that starts its line outside every `if`: a line can be inserted before it. */
export function pairToStandBefore(document: YamlDocument, map: MapNode): PairNode | undefined {
  const { depths } = document.file.mask;
  const { text } = document.file;
  return pairsOf(map).find((pair) => {
    const start = startOf(document, pair.key);
    return (
      depths[lineOf(document, pair.key) - 1] === topDepth(document) &&
      /^\s*$/.test(text.slice(lineStart(text, start), start))
    );
  });
}

/** The depth of the whole object in blocks of the template: a line at a smaller depth is in some `if`. */
function topDepth(document: YamlDocument): number {
  const root = asMap(document.root);
  return Math.min(
    ...(root === undefined
      ? []
      : pairsOf(root).map((pair) => document.file.mask.depths[lineOf(document, pair.key) - 1] ?? 0)),
  );
}

/** The next line is an action that may still belong to the pair. */
function isAction(document: YamlDocument, last: number, next: string): boolean {
  const original =
    document.file.text
      .split('\n')
      .slice(last)
      .find((line) => line.trim() !== '') ?? '';
  return (
    next.trimStart().startsWith('#') && original.includes('{{') && !/\{\{-?\s*(end|if|with|range|else)\b/.test(original)
  );
}

function isOpen(document: YamlDocument, pair: PairNode): boolean {
  return pair.value === null ||
    (isScalar(pair.value) && pair.value.value === null) ||
    asMap(pair.value) !== undefined ||
    asSeq(pair.value) !== undefined
    ? document.file.mask.inserts.some(
        (insert) =>
          insert.line > lineOf(document, pair.key) &&
          insert.line <= document.file.lineAt(endOfPair(document, pair)) + 2,
      )
    : false;
}
