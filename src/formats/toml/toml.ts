// TOML with positions: smol-toml gives the values, and a scan of the same text gives the places.
import { parse, TomlError } from 'smol-toml';
import { commentStart, insertLines, lineEnd, linesOf, lineStart, type Edit } from '../edit.ts';
import type { Fault } from '../yaml/file.ts';
import { own } from '../../table.ts';

export interface TomlFile {
  readonly path: string;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly entries: readonly Entry[];
  readonly tables: readonly Table[];
}

export interface Table {
  readonly name: string;
  readonly line: number;
  /** The offset after the line of the header. */
  readonly bodyStart: number;
}

/** A `key = value` on its own line. */
export interface Entry {
  /** Table and key, joined by dots. */
  readonly key: string;
  readonly line: number;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/** Reads a file, or says where it is invalid. */
export function parseToml(path: string, text: string): TomlFile | Fault {
  try {
    const value = parse(text);
    return { path, text, value, ...scan(text) };
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    return { path, line: cause.line, message: cause.message.split('\n')[0] ?? '' };
  }
}

export function isToml(file: TomlFile | Fault | undefined): file is TomlFile {
  return file !== undefined && 'entries' in file;
}

/** The value at a path of keys, or undefined. */
export function tomlAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => (isTable(inner) ? own(inner, key) : undefined), value);
}

export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function scan(text: string): { readonly entries: readonly Entry[]; readonly tables: readonly Table[] } {
  const entries: Entry[] = [];
  const tables: Table[] = [];
  const lineAt = linesOf(text);
  let table = '';
  for (let offset = 0; offset < text.length; ) {
    const end = lineEnd(text, offset);
    const line = text.slice(offset, end);
    const header = /^\s*\[\[?([^\]#]+)\]\]?/.exec(line)?.[1]?.trim();
    const pair = /^(\s*)((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=\s*/.exec(line);
    if (header !== undefined) {
      table = unquote(header);
      tables.push({ name: table, line: lineAt(offset), bodyStart: end });
      offset = end;
    } else if (pair !== null) {
      const valueStart = offset + pair[0].length;
      const valueEnd = endOfValue(text, valueStart);
      const key = unquote(pair[2] ?? '');
      entries.push({
        key: table === '' ? key : `${table}.${key}`,
        line: lineAt(offset),
        start: offset + (pair[1] ?? '').length,
        valueStart,
        end: valueEnd,
      });
      offset = lineEnd(text, valueEnd);
    } else offset = end;
  }
  return { entries, tables };
}

function unquote(key: string): string {
  return key.replaceAll(/["'\s]/g, '');
}

/** The end of a value: brackets are balanced, strings and comments skipped. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let end = start;
  for (let at = start; at < text.length; ) {
    const rest = text.slice(at);
    const skipped = /^("""[\s\S]*?"""+|'''[\s\S]*?'''+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')/.exec(rest)?.[0];
    const mark = text[at] ?? '';
    if (skipped !== undefined) {
      at += skipped.length;
      end = at;
      continue;
    }
    if (mark === '#') {
      at = depth > 0 ? lineEnd(text, at) : text.length;
      continue;
    }
    if (mark === '\n' && depth === 0) break;
    if ('[{'.includes(mark)) depth += 1;
    if (']}'.includes(mark)) depth -= 1;
    at += 1;
    if (!/\s/.test(mark)) end = at;
  }
  return end;
}

/** Edits after which `table.key = value`; the value is TOML source. */
export function setToml(file: TomlFile, table: string, key: string, value: string): readonly Edit[] {
  const entry = file.entries.find((one) => one.key === `${table}.${key}`);
  if (entry !== undefined) return [{ start: entry.valueStart, end: entry.end, text: value }];
  const header = file.tables.find(({ name }) => name === table);
  if (header === undefined)
    return [
      insertLines(file.text, file.text.length, `${file.text.trim() === '' ? '' : '\n'}[${table}]\n${key} = ${value}`),
    ];
  const last = file.entries
    .filter(
      (one) =>
        one.key.startsWith(`${table}.`) &&
        one.start >= header.bodyStart &&
        !file.tables.some((next) => next.bodyStart > header.bodyStart && next.bodyStart <= one.start),
    )
    .at(-1);
  return [
    insertLines(file.text, last === undefined ? header.bodyStart : lineEnd(file.text, last.end), `${key} = ${value}`),
  ];
}

/** An edit that removes an entry, with its lines and the comment directly above it. */
export function removeToml({ text }: TomlFile, entry: Entry): Edit {
  // An entry that is commented out is not a comment about this one.
  const isSaid = (comment: string): boolean => !/^#\s*(?:[\w.-]+\s*=|\[\[?[\w.-]+\]\]?$)/.test(comment);
  const start = commentStart(text, lineStart(text, entry.start), isSaid);
  return { start, end: lineEnd(text, entry.end), text: '' };
}
