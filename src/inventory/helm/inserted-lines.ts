// The lines that an action of a template writes: rules out of values.yaml or a helper keep the places that they have there.

import { isCollection } from 'yaml';
import type { Chart } from './chart.ts';
import { type Context, evaluate, rootOf } from './expression.ts';
import { plainLines, type SourceLine } from './source-line.ts';

export const ACTION = /\{\{-?\s*([\s\S]*?)\s*-?\}\}/g;

/** An action that writes lines of its own: nothing but actions stands on its line, or it is indented and last behind a key. */
export function insertsLines(code: string, line: string, offset: number, action: string): boolean {
  if (
    line
      .slice(offset + action.length)
      .replace(ACTION, '')
      .trim() !== ''
  )
    return false;
  const before = line.slice(0, offset).replace(ACTION, '').trim();
  return before === '' || (/\bn?indent\b|\btoYaml\b/.test(code) && before.endsWith(':'));
}

/** The rules that an action writes, with their places; nothing when what it writes is no rules, undefined when that is not known. */
export function insertedLines(
  code: string,
  context: Context,
  line: SourceLine,
  read: (lines: readonly SourceLine[], start: Context) => readonly SourceLine[],
): readonly SourceLine[] | undefined {
  const indent = Number(/\bn?indent\s+(\d+)/.exec(code)?.[1] ?? line.text.search(/\S/));
  const name = /^(?:include|template)\s+"([^"]+)"/.exec(code)?.[1];
  const define = name === undefined ? undefined : context.chart.defines.get(name);
  if (define !== undefined) {
    if (!define.body.includes('apiGroups') || context.depth > 8) return [];
    const inner = read(plainLines(define.body, define.path, define.line), {
      ...rootOf(context.chart),
      depth: context.depth + 1,
    });
    return moved(
      inner.filter(({ text }) => text.trim() !== ''),
      indent,
    );
  }
  if (!code.includes('toYaml')) return [];
  const value = evaluate(code, context);
  if (value === undefined || value === null) return undefined;
  const keys = /\.Values((?:\.\w+)+)/.exec(code)?.[1]?.slice(1).split('.') ?? [];
  return Array.isArray(value) && value.length > 0 ? linesOfValue(keys, context.chart, indent) : [];
}

function linesOfValue(
  keys: readonly string[],
  { valuesFile }: Chart,
  indent: number,
): readonly SourceLine[] | undefined {
  const node = valuesFile.document?.getIn(keys, true);
  if (!isCollection(node) || node.flow === true || node.range === undefined || node.range === null) return undefined;
  const from = valuesFile.text.lastIndexOf('\n', node.range[0]) + 1;
  return moved(
    plainLines(
      valuesFile.text.slice(from, node.range[2]).trimEnd(),
      valuesFile.path,
      valuesFile.lines.linePos(from).line,
    ),
    indent,
  );
}

/** The same lines, the first of them indented by `indent`. */
function moved(lines: readonly SourceLine[], indent: number): readonly SourceLine[] {
  const least = Math.min(...lines.filter(({ text }) => text.trim() !== '').map(({ text }) => text.search(/\S/)));
  return lines.map((line) => ({
    ...line,
    text: line.text.trim() === '' ? '' : `${' '.repeat(indent)}${line.text.slice(least)}`,
  }));
}
