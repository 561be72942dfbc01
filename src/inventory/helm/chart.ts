// A Helm chart: its name, its default values with their places, and the templates that its files define.

import { LineCounter, parse, parseDocument, type Document } from 'yaml';
import type { Files } from '../../inference/workspace.ts';

export interface Chart {
  /** Its folder, with a `/` at the end; `/` alone for the root. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly values: unknown;
  readonly valuesFile: ValuesFile;
  /** The body of each `define`, by name. */
  readonly defines: ReadonlyMap<string, Define>;
}

export interface ValuesFile {
  readonly path: string;
  readonly text: string;
  readonly document: Document | undefined;
  readonly lines: LineCounter;
}

export interface Define {
  readonly path: string;
  /** The line on which the body begins. */
  readonly line: number;
  readonly body: string;
}

const known = new WeakMap<Files, Map<string, Chart>>();

/** The chart that a file is a template of; read once. Helm renders every file in `templates/` but those named `_…`. */
export function chartOf(path: string, files: Files): Chart | undefined {
  const prefix = folderOfChart(path, files);
  if (prefix === undefined) return undefined;
  const charts = known.get(files) ?? new Map<string, Chart>();
  known.set(files, charts);
  const chart = charts.get(prefix) ?? readChart(prefix, files);
  charts.set(prefix, chart);
  return chart;
}

function folderOfChart(path: string, files: Files): string | undefined {
  const parts = path.split('/');
  for (let at = parts.length - 2; at >= 0; at -= 1) {
    if (parts[at] !== 'templates') continue;
    const chart = parts.slice(0, at).join('/');
    const prefix = chart === '' ? '' : `${chart}/`;
    if (files.has(`${prefix}Chart.yaml`) || files.has(`${prefix}values.yaml`)) return prefix;
  }
  return undefined;
}

function readChart(prefix: string, files: Files): Chart {
  const about = files.get(`${prefix}Chart.yaml`) ?? '';
  const field = (name: string): string => new RegExp(`^${name}:\\s*["']?([^"'\\s#]+)`, 'm').exec(about)?.[1] ?? '';
  const path = `${prefix}values.yaml`;
  const text = files.get(path) ?? '';
  const defines = new Map<string, Define>();
  for (const [file, source] of files) if (file.startsWith(`${prefix}templates/`)) readDefines(file, source, defines);
  return {
    folder: prefix === '' ? '/' : prefix,
    name: field('name'),
    version: field('appVersion'),
    values: valuesIn(text),
    valuesFile: readValues(path, text),
    defines,
  };
}

function valuesIn(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return {};
  }
}

/** The places of the values are wanted only where rules stand among them. */
function readValues(path: string, text: string): ValuesFile {
  const lines = new LineCounter();
  return {
    path,
    text,
    document:
      text.includes('apiGroups') || text.includes('erbs')
        ? parseDocument(text, { lineCounter: lines, logLevel: 'silent' })
        : undefined,
    lines,
  };
}

function readDefines(path: string, text: string, defines: Map<string, Define>): void {
  const opening = /\{\{-?\s*define\s+"([^"]+)"\s*-?\}\}/g;
  for (const found of text.matchAll(opening)) {
    const start = found.index + found[0].length;
    const body = text.slice(start, endOfBlock(text, start));
    defines.set(found[1] ?? '', { path, line: text.slice(0, start).split('\n').length, body });
  }
}

/** Where the `end` of the block stands whose body begins at `start`. */
function endOfBlock(text: string, start: number): number {
  let depth = 1;
  const action = /\{\{-?\s*(?:(if|with|range|define|block)\b|(end)\b)/g;
  action.lastIndex = start;
  for (let found = action.exec(text); found !== null; found = action.exec(text)) {
    depth += found[1] === undefined ? -1 : 1;
    if (depth === 0) return found.index;
  }
  return text.length;
}
