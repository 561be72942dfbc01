// Reads a Helm template without rendering it: lines of template code are set aside, plain values are looked up.

import { parse } from 'yaml';
import type { Files } from '../workspace.ts';

/** Whether a file is a template of a chart. */
export function isTemplate(path: string, files: Files): boolean {
  return chartOf(path, files) !== undefined;
}

function chartOf(path: string, files: Files): string | undefined {
  const parts = path.split('/');
  for (let at = parts.length - 2; at >= 0; at -= 1) {
    if (parts[at] !== 'templates') continue;
    const chart = parts.slice(0, at).join('/');
    const prefix = chart === '' ? '' : `${chart}/`;
    if (files.has(`${prefix}Chart.yaml`) || files.has(`${prefix}values.yaml`)) return prefix;
  }
  return undefined;
}

export interface PlainText {
  /** The same lines, without template code. */
  readonly text: string;
  readonly setAside: readonly { readonly line: number; readonly source: string }[];
}

export function withoutTemplates(text: string, path: string, files: Files): PlainText {
  const values = valuesOf(files, `${chartOf(path, files) ?? ''}values.yaml`);
  const setAside: { line: number; source: string }[] = [];
  const joined = text.replace(/\{\{[\s\S]*?\}\}/g, (code) => (code.includes('\n') ? code.replaceAll('\n', '\u0001') : code));
  const lines = joined.split('\n').flatMap((line) => {
    const extra = line.split('\u0001').length - 1;
    return [line.replaceAll('\u0001', ' '), ...Array.from({ length: extra }, () => '')];
  });
  const plain = lines.map((line, at) => {
    if (!line.includes('{{')) return line;
    if (line.replace(/\{\{.*?\}\}/g, '').trim() === '') {
      setAside.push({ line: at + 1, source: line });
      return '';
    }
    return line.replace(/(["']?)\{\{-?\s*(.*?)\s*-?\}\}(["']?)/g, (_all, open: string, code: string, close: string) => {
      const value = valueOf(code, values);
      return open !== '' && open === close ? `${open}${value}${close}` : `${open}${value}${close}`;
    });
  });
  return { text: plain.join('\n'), setAside };
}

/** A text that stands for an expression: what values.yaml says, or the same placeholder for the same expression. */
function valueOf(code: string, values: unknown): string {
  const path = /^(?:\$?\.Values)((?:\.\w+)+)(?:\s*\|\s*(?:quote|default\s+\S+|toString))*$/.exec(code)?.[1];
  if (path !== undefined) {
    let current: unknown = values;
    for (const key of path.slice(1).split('.')) current = typeof current === 'object' && current !== null ? Reflect.get(current, key) : undefined;
    if (typeof current === 'string' || typeof current === 'number' || typeof current === 'boolean') {
      if (/^[\w.\-/]*$/.test(String(current)) && String(current) !== '') return String(current);
    }
  }
  return placeholder(code);
}

/** Only characters that are plain in YAML: `{{ include "x.fullname" . }}` becomes `helm.include-x.fullname`. */
export function placeholder(code: string): string {
  return `helm.${code.replace(/\s*\|\s*(?:quote|nindent \d+|indent \d+|trim|trunc \d+|trimSuffix "[^"]*")/g, '').replace(/[^\w.]+/g, '-').replace(/^[-.]+|[-.]+$/g, '')}`;
}

/** Whether a text came out of template code, so that its value is known only to Helm. */
export function isPlaceholder(text: string): boolean {
  return text.includes('helm.');
}

/** Parsed once for all templates of a chart. */
const parsed = new WeakMap<Files, Map<string, unknown>>();

function valuesOf(files: Files, path: string): unknown {
  const known = parsed.get(files) ?? new Map<string, unknown>();
  parsed.set(files, known);
  if (!known.has(path)) known.set(path, parseValues(files.get(path)));
  return known.get(path);
}

function parseValues(text: string | undefined): unknown {
  if (text === undefined) return {};
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return {};
  }
}
