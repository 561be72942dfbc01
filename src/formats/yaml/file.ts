// YAML with positions: documents whose nodes know their range in the text, also in chart templates.
import type { Document, ParsedNode } from 'yaml';
import { linesOf } from '../edit.ts';
import { maskTemplate, unmasked, type Masked } from '../helm/mask.ts';
import { linkAliases } from './aliases.ts';
import { tagsOf, type Dialect } from './dialect.ts';
import { parsedYaml } from './parse.ts';

export interface YamlFile {
  readonly path: string;
  readonly text: string;
  /** The parsed text: of the same length, with masked template actions. */
  readonly mask: Masked;
  readonly documents: readonly YamlDocument[];
  readonly faults: readonly Fault[];
  /** The number of the line with an offset, from 1. */
  readonly lineAt: (offset: number) => number;
}

export interface YamlDocument {
  readonly file: YamlFile;
  readonly parsed: Document.Parsed;
  readonly root: ParsedNode | null;
  /** The offset of the document in the file, to which the ranges of its nodes are relative. */
  readonly offset: number;
  readonly line: number;
}

/** A syntax error. */
export interface Fault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Every document of a file; one that does not parse becomes a fault and does not hide the others. */
export function parseYaml(path: string, text: string, given: ParseOptions = {}): YamlFile {
  const options: Options = { template: false, wanted: everyDocument, dialect: 'kubernetes', ...given };
  const known = parsedBefore.get(path);
  if (known?.file.text === text && isSame(known.options, options)) return known.file;
  const file = parse(path, text, options);
  parsedBefore.set(path, { file, options });
  return file;
}

export interface ParseOptions {
  /** Whether to mask the actions of a chart first. */
  readonly template?: boolean;
  /** Decides by its text whether a document is parsed at all. */
  readonly wanted?: (text: string) => boolean;
  /** The reader of the file; Kubernetes by default. */
  readonly dialect?: Dialect;
}

type Options = Required<ParseOptions>;

function everyDocument(): boolean {
  return true;
}

function isSame(one: Options, other: Options): boolean {
  return one.template === other.template && one.wanted === other.wanted && one.dialect === other.dialect;
}

/** harden reads a repository again after every edit, and each edit changes one file. */
const parsedBefore = new Map<string, { readonly file: YamlFile; readonly options: Options }>();

function parse(path: string, text: string, { template, wanted, dialect }: Options): YamlFile {
  const mask = template ? maskTemplate(text) : unmasked(text);
  const documents: YamlDocument[] = [];
  const faults: Fault[] = [];
  const file: YamlFile = { path, text, mask, documents, faults, lineAt: linesOf(text) };
  for (const { offset, line, source } of split(mask.text)) {
    if (!wanted(source)) continue;
    const { document: parsed, error: fault } = parsedYaml(source, {
      customTags: tagsOf(dialect),
      merge: true,
      twice: template,
    });
    const error = fault ?? linkAliases(parsed, source);
    if (error === undefined) documents.push({ file, parsed, root: parsed.contents, offset, line });
    else
      faults.push({
        path,
        line: file.lineAt(offset + error.pos[0]),
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

/** Splits at the lines that start a document; inside a scalar such a line is not allowed anyway. */
function split(text: string): readonly Part[] {
  const parts: Part[] = [];
  let offset = 0;
  let line = 1;
  let start = { offset, line };
  const close = (end: number): void => {
    const source = text.slice(start.offset, end);
    if (/^[ \t]*[^ \t\r\n#]/m.test(source)) parts.push({ ...start, source });
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
