// Changes a scalar where it stands: its quotes, and what else is on its line, stay.
import { isScalar } from 'yaml';
import type { Edit, Edits } from './edit.ts';
import type { YamlDocument } from './yaml-file.ts';
import { endOf, startOf, type Node } from './yaml-node.ts';

/** Edits after which a scalar reads `text`, which must need no quotes. */
export function rewrite(document: YamlDocument, node: Node, text: string): Edits {
  const style = isScalar(node) ? node.type : undefined;
  const quoted = style === 'QUOTE_DOUBLE' || style === 'QUOTE_SINGLE';
  if (!quoted && style !== 'PLAIN') return { refused: 'it is not written on one line' };
  const [start, end] = [startOf(document, node), endOf(document, node)];
  return [quoted ? { start: start + 1, end: end - 1, text } : { start, end, text }];
}

/**
 * Says something of a scalar behind it: last, where a comment is there already.
 *
 * @param stale what a comment may say already, in whose place it comes
 */
export function noteBehind(document: YamlDocument, node: Node, note: string, stale: string): readonly Edit[] {
  const { text } = document.file;
  const start = endOf(document, node);
  const rest = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const [, code = '', comment] = /^([^#]*?)(?:\s+#\s*(.*?))?\s*$/.exec(rest) ?? [];
  // What is neither code nor a comment is a `#` in quotes: better no note than a broken line.
  if (comment === undefined && rest.includes('#')) return [];
  const kept = comment === undefined || comment === stale || comment === note ? '' : ` # ${comment}`;
  return [{ start: start + code.trimEnd().length, end: start + rest.trimEnd().length, text: `${kept} # ${note}` }];
}
