// Changes a scalar in place: its quotes, and the rest of its line, stay.
import { isScalar } from 'yaml';
import type { Edit, Edits } from '../edit.ts';
import type { YamlDocument } from './file.ts';
import { endOf, startOf, type Node } from './node.ts';

/** Edits that replace the text of a scalar by `text`, which must need no quotes. */
export function rewrite(document: YamlDocument, node: Node, text: string): Edits {
  const width = quoteOf(node)?.length ?? 0;
  if (width === 0 && !(isScalar(node) && node.type === 'PLAIN')) return { refused: 'it is not written on one line' };
  return [{ start: startOf(document, node) + width, end: endOf(document, node) - width, text }];
}

export function quoteOf(node: Node): '"' | "'" | undefined {
  if (!isScalar(node)) return undefined;
  return node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : undefined;
}

/**
 * Adds a note after a scalar, at the end of an existing comment.
 *
 * @param stale an earlier note that it replaces
 */
export function noteBehind(document: YamlDocument, node: Node, note: string, stale: string): readonly Edit[] {
  const { text } = document.file;
  const start = endOf(document, node);
  const rest = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const hash = /\s#/.exec(rest)?.index;
  const code = rest.slice(0, hash).trimEnd();
  const comment = hash === undefined || code.includes('#') ? undefined : rest.slice(hash + 2).trim();
  // A remaining `#` may be in quotes: no note is better than a broken line.
  if (comment === undefined && rest.includes('#')) return [];
  const kept = comment === undefined || comment === stale || comment === note ? '' : ` # ${comment}`;
  return [{ start: start + code.trimEnd().length, end: start + rest.trimEnd().length, text: `${kept} # ${note}` }];
}
