// YAML in a text of YAML, such as an inline patch, with its places in the file.
import { isScalar } from 'yaml';
import { tagsOf } from './dialect.ts';
import type { Fault, YamlDocument } from './file.ts';
import type { Node } from './node.ts';
import { parsedYaml } from './parse.ts';

export interface Embedded {
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly Fault[];
}

/**
 * The documents of a text that is literally in the file: a literal block, or a word on one line. Undefined if the text
 * is escaped or folded, because its places differ from those of the file.
 */
export function embeddedIn(document: YamlDocument, node: Node): Embedded | undefined {
  const range = isScalar(node) ? rangeOf(document, node) : undefined;
  if (range === undefined) return undefined;
  const documents: YamlDocument[] = [];
  const faults: Fault[] = [];
  for (const [start, end] of documentsIn(document.file.text, range)) {
    const source = document.file.text.slice(start, end);
    const { document: parsed, error } = parsedYaml(source, { merge: true, customTags: tagsOf('kubernetes') });
    const line = document.file.lineAt(start);
    if (error === undefined)
      documents.push({ file: document.file, parsed, root: parsed.contents, offset: start, line });
    else
      faults.push({
        path: document.file.path,
        line: document.file.lineAt(start + error.pos[0]),
        message: error.message.split('\n')[0] ?? '',
      });
  }
  return { documents, faults };
}

type Range = readonly [start: number, end: number];

function rangeOf(document: YamlDocument, node: Node): Range | undefined {
  if (!isScalar(node) || typeof node.value !== 'string') return undefined;
  const [start, end] = [document.offset + node.range[0], document.offset + node.range[1]];
  const { text } = document.file;
  if (node.type === 'BLOCK_LITERAL') return [text.indexOf('\n', start) + 1, end];
  const quotes = node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE' ? 1 : 0;
  const inner = text.slice(start + quotes, end - quotes);
  return inner === node.value && !inner.includes('\n') ? [start + quotes, end - quotes] : undefined;
}

/** Split at each `---` with the indent of the block. */
function documentsIn(text: string, [start, end]: Range): readonly Range[] {
  const parts: Range[] = [];
  let from = start;
  let at = start;
  for (const line of text.slice(start, end).split('\n')) {
    const next = at + line.length + 1;
    if (/^ *---\s*$/.test(line)) {
      parts.push([from, at]);
      from = next;
    }
    at = next;
  }
  parts.push([from, end]);
  return parts.filter(([a, b]) => text.slice(a, b).trim() !== '');
}
