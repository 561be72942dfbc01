// The lines of a Helm template as they may render: actions are worked out or set aside, and each line keeps the place it stands in.

import type { Chart } from './chart.ts';
import { type Context, evaluate, holds, rootOf } from './expression.ts';
import { OPAQUE } from './functions.ts';
import { ACTION, insertedLines, insertsLines } from './inserted-lines.ts';
import { plainLines, type SourceLine } from './source-line.ts';

export function templateLines(text: string, path: string, chart: Chart): readonly SourceLine[] {
  return readLines(plainLines(text, path), rootOf(chart));
}

interface Open {
  readonly kind: string;
  readonly code: string;
  /** With an `else` only the branch that the chart's own values take is read. */
  readonly hasElse: boolean;
  readonly context: Context;
  is: boolean | undefined;
  isLeftOut: boolean;
}

const CONTROL = /^(?:(if|with|range|define|block)\b\s*([\s\S]*)|(else)\b\s*(?:if\s|with\s)?([\s\S]*)|(end)\b|(\/\*))/;

function readLines(given: readonly SourceLine[], start: Context): readonly SourceLine[] {
  const lines = onOneLine(given);
  const hasElse = withElse(lines);
  const stack: Open[] = [];
  let context = start;
  let opened = 0;
  const control = (code: string): boolean => {
    const [, opening, condition = '', alternative, other = '', end, comment] = CONTROL.exec(code) ?? [];
    if (opening !== undefined) {
      const is = opening === 'if' || opening === 'with' ? holds(condition, context) : undefined;
      const isSplit = hasElse[opened] === true;
      opened += 1;
      stack.push({
        kind: opening,
        code: condition,
        hasElse: isSplit,
        context,
        is,
        isLeftOut: opening === 'define' || (isSplit && is === false),
      });
      if (opening === 'with' || opening === 'range')
        context = { ...context, dot: opening === 'with' ? evaluate(condition, context) : undefined };
    } else if (alternative !== undefined) {
      const top = stack.at(-1);
      if (top === undefined) return true;
      context = top.context;
      top.isLeftOut = top.is === true;
      if (other !== '' && top.is !== true) {
        top.is = holds(other, context);
        top.isLeftOut = top.is === false;
      }
    } else if (end !== undefined) context = stack.pop()?.context ?? context;
    else if (comment === undefined) return assign(code);
    return true;
  };
  const assign = (code: string): boolean => {
    const assigned = /^(\$\w+)\s*:?=\s*([\s\S]*)$/.exec(code);
    if (assigned !== null)
      context = {
        ...context,
        variables: new Map([...context.variables, [assigned[1] ?? '', evaluate(assigned[2] ?? '', context)]]),
      };
    return assigned !== null;
  };
  return lines.flatMap((line) => {
    if (!line.text.includes('{{'))
      return stack.some(({ isLeftOut }) => isLeftOut)
        ? [{ ...line, text: '' }]
        : [{ ...line, conditions: [...line.conditions, ...conditionsOf(stack)] }];
    const inserted: SourceLine[] = [];
    let unread: string | undefined;
    const text = line.text.replace(ACTION, (action, code: string, offset: number) => {
      if (control(code)) return '';
      if (!insertsLines(code, line.text, offset, action)) return valueOf(code, context);
      const found = insertedLines(code, context, line, readLines);
      if (found === undefined) unread = code;
      else inserted.push(...found);
      return '';
    });
    const conditions = [...line.conditions, ...conditionsOf(stack)];
    if (stack.some(({ isLeftOut }) => isLeftOut)) return [{ ...line, text: '' }];
    return [
      { ...line, text: text.trimEnd(), conditions, unread },
      ...inserted.map((each) => ({ ...each, conditions: [...each.conditions, ...conditions] })),
    ];
  });
}

function conditionsOf(stack: readonly Open[]): readonly string[] {
  return stack.filter(({ kind }) => kind === 'if' || kind === 'with' || kind === 'range').map(({ code }) => code);
}

/** An action that spans lines stands on its first one; the others stay, empty. */
function onOneLine(lines: readonly SourceLine[]): readonly SourceLine[] {
  const joined = lines
    .map(({ text }) => text)
    .join('\n')
    .replace(/\{\{[\s\S]*?\}\}/g, (action) => action.replaceAll('\n', '\u0001'));
  let at = 0;
  return joined.split('\n').flatMap((text) => {
    const parts = text.split('\u0001').length;
    const own = lines.slice(at, at + parts);
    at += parts;
    return own.map((line, index) => ({ ...line, text: index === 0 ? text.replaceAll('\u0001', ' ') : '' }));
  });
}

/** For each block in the order of their beginnings: whether it has an `else`. */
function withElse(lines: readonly SourceLine[]): readonly boolean[] {
  const has: boolean[] = [];
  const open: number[] = [];
  for (const { text } of lines) {
    for (const [, code = ''] of text.matchAll(ACTION)) {
      const [, opening, , alternative, , end] = CONTROL.exec(code) ?? [];
      if (opening !== undefined) open.push(has.push(false) - 1);
      else if (alternative !== undefined) has[open.at(-1) ?? 0] = true;
      else if (end !== undefined) open.pop();
    }
  }
  return has;
}

/** A text that stands for an expression: its value, or the same placeholder for the same expression. */
function valueOf(code: string, context: Context): string {
  const value = evaluate(code, context);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    if (/^[\w.\-/:@*]+$/.test(String(value))) return String(value);
  }
  return placeholder(code);
}

/** Only characters that are plain in YAML: `{{ include "x.fullname" . }}` becomes `helm.include-x.fullname`. */
export function placeholder(code: string): string {
  return `${OPAQUE}${code
    .replace(/\s*\|\s*(?:quote|nindent \d+|indent \d+|trim|trunc \d+|trimSuffix "[^"]*")/g, '')
    .replace(/[^\w.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')}`;
}

/** Whether a text came out of template code, so that its value is known only to Helm. */
export function isPlaceholder(text: string): boolean {
  return text.includes(OPAQUE);
}
