// Removes one place of a YAML document with edits that touch nothing else.
import { lineEnd, lineStart, type Edit, type Edits } from '../edit.ts';
import type { YamlDocument } from './file.ts';
import {
  asMap,
  asSeq,
  endOf,
  endOfPair,
  isFlow,
  nodeAt,
  pairAt,
  pairsOf,
  startOf,
  type Key,
  type Node,
} from './node.ts';

/**
 * Edits that remove one pair or one item of a list, with the comment after it.
 *
 * @param options whether the comment lines right above an item of a list are removed too
 */
export function removeAt(
  document: YamlDocument,
  keys: readonly Key[],
  { withCommentsAbove = false }: { readonly withCommentsAbove?: boolean } = {},
): Edits {
  const parent = nodeAt(document, keys.slice(0, -1));
  const key = keys.at(-1);
  const map = asMap(parent);
  const seq = asSeq(parent);
  if (key === undefined || (map === undefined && seq === undefined) || parent === null)
    return { refused: 'there is nothing to remove' };
  const spans =
    map === undefined
      ? (seq?.items ?? []).map((item) => spanOf(document, item))
      : pairsOf(map).map((pair) => ({ start: startOf(document, pair.key), end: endOfPair(document, pair) }));
  const index = map === undefined ? Number(key) : pairsOf(map).findIndex((pair) => pair === pairAt(map, key));
  const span = spans[index];
  if (span === undefined) return { refused: 'there is nothing to remove' };
  if (spans.length === 1)
    return [{ start: startOf(document, parent), end: endOf(document, parent), text: map === undefined ? '[]' : '{}' }];
  if (isFlow(parent)) return removeFromFlow(spans, index);
  const edits = removeLines(document, spans, index, seq !== undefined);
  return withCommentsAbove ? edits.map((edit) => ({ ...edit, start: aboveComments(document, edit.start) })) : edits;
}

/** The start of the comment lines right above a line, or of the line. */
function aboveComments(document: YamlDocument, start: number): number {
  const { text } = document.file;
  const above = lineStart(text, Math.max(0, start - 1));
  return start > 0 && text[start - 1] === '\n' && text.slice(above, start).trimStart().startsWith('#')
    ? aboveComments(document, above)
    : start;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function spanOf(document: YamlDocument, node: Node): Span {
  return { start: startOf(document, node), end: endOf(document, node) };
}

function removeFromFlow(spans: readonly Span[], index: number): readonly Edit[] {
  const span = spans[index];
  const next = spans[index + 1];
  const before = spans[index - 1];
  if (span === undefined) return [];
  if (next !== undefined) return [{ start: span.start, end: next.start, text: '' }];
  return [{ start: before?.end ?? span.start, end: span.end, text: '' }];
}

function removeLines(document: YamlDocument, spans: readonly Span[], index: number, item: boolean): readonly Edit[] {
  const text = document.file.text;
  const span = spans[index];
  const next = spans[index + 1];
  if (span === undefined) return [];
  const first = lineStart(text, span.start);
  const own = item ? /^\s*-\s+$/ : /^\s*$/;
  if (own.test(text.slice(first, span.start))) return [{ start: first, end: lineEnd(text, span.end), text: '' }];
  return [{ start: span.start, end: next?.start ?? span.end, text: '' }];
}
