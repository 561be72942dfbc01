// YAML with positions: documents whose nodes know their range in the text, also in templates of a chart.
import { LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import { maskTemplate, unmasked, type Masked } from '../helm/mask.ts';
import { unknownAlias } from './aliases.ts';

export interface YamlFile {
  readonly path: string;
  readonly text: string;
  /** The text that was parsed: of the same length, template actions set aside. */
  readonly mask: Masked;
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly Fault[];
}

export interface YamlDocument {
  readonly file: YamlFile;
  readonly parsed: Document.Parsed;
  readonly root: ParsedNode | null;
  /** Where the document starts in the file; ranges of its nodes count from here. */
  readonly offset: number;
  readonly line: number;
}

/** What does not parse. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/**
 * Every document of a file; one that does not parse becomes a fault and does not hide the others.
 *
 * @param wanted decides by its text whether a document is parsed at all
 */
export function parseYaml(
  path: string,
  text: string,
  { template = false, wanted }: { readonly template?: boolean; readonly wanted?: (text: string) => boolean } = {},
): YamlFile {
  const known = parsedBefore.get(path);
  if (known?.file.text === text && known.template === template && known.wanted === wanted) return known.file;
  const file = parse(path, text, template, wanted ?? (() => true));
  parsedBefore.set(path, { file, template, wanted });
  return file;
}

/** harden looks at a repository again after every edit, of which each changes one file. */
const parsedBefore = new Map<
  string,
  { readonly file: YamlFile; readonly template: boolean; readonly wanted: ((text: string) => boolean) | undefined }
>();

function parse(path: string, text: string, template: boolean, wanted: (text: string) => boolean): YamlFile {
  const mask = template ? maskTemplate(text) : unmasked(text);
  const documents: YamlDocument[] = [];
  const faults: Fault[] = [];
  const file: YamlFile = { path, text, mask, documents, faults };
  for (const { offset, line, source } of split(mask.text)) {
    if (!wanted(source)) continue;
    const lines = new LineCounter();
    // What a template writes twice it may write under two conditions; elsewhere kubectl, Kustomize and GitHub refuse it.
    const parsed = parseDocument(source, {
      uniqueKeys: !template,
      merge: true,
      lineCounter: lines,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const error = parsed.errors[0] ?? unknownAlias(parsed, source);
    if (error === undefined) documents.push({ file, parsed, root: parsed.contents, offset, line });
    else
      faults.push({
        path,
        line: line - 1 + lines.linePos(error.pos[0]).line,
        message: error.message.split('\n')[0] ?? '',
      });
  }
  return file;
}

interface Part {
  readonly offset: number;
  readonly line: number;
  readonly source: string;
}

/** Cuts at the lines that start a document; inside a scalar such a line is not allowed anyway. */
function split(text: string): readonly Part[] {
  const parts: Part[] = [];
  let offset = 0;
  let line = 1;
  let start = { offset, line };
  const close = (end: number): void => {
    const source = text.slice(start.offset, end);
    if (/^[^\S\n]*[^\s#]/m.test(source)) parts.push({ ...start, source });
  };
  for (const one of text.split('\n')) {
    const next = offset + one.length + 1;
    if (/^---(\s|$)/.test(one)) {
      close(offset);
      start = /^---\s*(#.*)?$/.test(one)
        ? { offset: Math.min(next, text.length), line: line + 1 }
        : { offset: offset + 3, line };
    }
    offset = next;
    line += 1;
  }
  close(text.length);
  return parts;
}
