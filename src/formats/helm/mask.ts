// Sets Go template actions aside so that what is left of a chart's template parses as YAML, every offset unchanged.

/** Stands for one character of an action; a scalar that holds it is not known before the chart renders. */
export const hole = '\uE000';

/** An action that inserts lines, such as `{{- toYaml .Values.x | nindent 8 }}`, on a line of its own or behind a key. */
export interface Insert {
  readonly line: number;
  /** The column at which what it inserts will stand, where the action says so. */
  readonly column: number;
  readonly expression: string;
  /** What `.` means there, when a `with` around it says so. */
  readonly dot: string | undefined;
}

export interface Masked {
  readonly text: string;
  readonly inserts: readonly Insert[];
  /** How many blocks (`if`, `with`, `range`) are open at the start of each line; index 0 is line 1. */
  readonly depths: readonly number[];
  /** What `.` means on each line. */
  readonly dots: readonly (string | undefined)[];
}

/** A text without actions, as it is. */
export function unmasked(text: string): Masked {
  return { text, inserts: [], depths: [], dots: [] };
}

/** Replaces each action by a comment where it has its lines to itself, else by holes. */
export function maskTemplate(text: string): Masked {
  const lineCount = text.split('\n').length;
  const depths = new Array<number>(lineCount).fill(0);
  const dots = new Array<string | undefined>(lineCount).fill(undefined);
  const inserts: Insert[] = [];
  const open: (string | undefined)[] = [];
  let filled = 0;
  const fillTo = (line: number): void => {
    for (; filled < line; filled += 1) {
      depths[filled] = open.length;
      dots[filled] = open.findLast((dot) => dot !== undefined);
    }
  };
  let line = 1;
  let counted = 0;
  const masked = text.replaceAll(
    /\{\{(?:-\s)?\s*\/\*[\s\S]*?\*\/\s*-?\}\}|\{\{[\s\S]*?\}\}/g,
    (action, offset: number) => {
      for (; counted < offset; counted += 1) if (text[counted] === '\n') line += 1;
      fillTo(line);
      const expression = action.replace(/^\{\{-?\s*/, '').replace(/\s*-?\}\}$/, '');
      const alone = isAlone(text, offset, action.length);
      const behind = !alone && isBehindKey(text, offset, action, expression);
      if (behind || (alone && isInsert(expression)))
        inserts.push(insertAt(expression, line, offset - text.lastIndexOf('\n', offset - 1) - 1, open));
      track(expression, open);
      return alone
        ? asComment(action)
        : action.replaceAll(/[^\n\r]/g, behind || isBehindQuote(text, offset, action, expression) ? ' ' : hole);
    },
  );
  fillTo(lineCount);
  return { text: masked, inserts, depths, dots };
}

function isAlone(text: string, offset: number, length: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const end = text.indexOf('\n', offset + length);
  const after = text.slice(offset + length, end === -1 ? text.length : end);
  return /^(\s|\{\{[^}]*\}\})*$/.test(before) && /^(\s|\{\{[^}]*\}\}|#.*)*$/.test(after);
}

/** `labels: {{- include "x" . | nindent 4 }}`: what it inserts starts on the next line, where more keys may follow. */
function isBehindKey(text: string, offset: number, action: string, expression: string): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return (
    /\|\s*nindent\s+\d+\s*$/.test(expression) &&
    /^\s*(?:-\s+)?[\w./-]+:\s*$/.test(before) &&
    /^[^\S\n]*(?:#.*)?(?:\r?\n|$)/.test(text.slice(offset + action.length))
  );
}

/** `- "--a"{{ if .Values.b }}`: the condition of the next line, no part of the text before it. */
function isBehindQuote(text: string, offset: number, action: string, expression: string): boolean {
  const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return (
    /^(if|else|end|with|range)\b/.test(expression) &&
    /["']\s*(\{\{[^}]*\}\}\s*)*$/.test(before) &&
    /^\s*(\{\{[^}]*\}\}\s*)*(\n|$)/.test(text.slice(offset + action.length))
  );
}

function isInsert(expression: string): boolean {
  return (
    !/^(if|else|end|with|range|define|block|\/\*|\$\w+\s*:?=|break|continue|fail\b)/.test(expression) &&
    expression !== ''
  );
}

function insertAt(expression: string, line: number, own: number, open: readonly (string | undefined)[]): Insert {
  const said = /\bn?indent\s+(\d+)/.exec(expression)?.[1];
  return {
    line,
    column: said === undefined ? own : Number(said),
    expression,
    dot: open.findLast((dot) => dot !== undefined),
  };
}

function track(expression: string, open: (string | undefined)[]): void {
  if (/^end\b/.test(expression)) open.pop();
  else if (/^with\b/.test(expression)) open.push(expression.replace(/^with\s+/, ''));
  else if (/^range\b/.test(expression)) open.push('(range)');
  else if (/^(if|define|block)\b/.test(expression)) open.push(undefined);
}

function asComment(action: string): string {
  return action
    .split('\n')
    .map((line) =>
      `#${hole.repeat(Math.max(0, line.replace(/\r$/, '').length - 1))}${line.endsWith('\r') ? '\r' : ''}`.slice(
        0,
        line.length,
      ),
    )
    .join('\n');
}
