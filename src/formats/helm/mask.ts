// Replaces Go template actions so that the rest of a chart's template parses as YAML, with every offset unchanged.
import { replaceActions, withoutActions, type Action } from './actions.ts';

/** Stands for one character of an action; a scalar with it is unknown until the chart renders. */
export const hole = '\uE000';

/** An action that inserts lines, such as `{{- toYaml .Values.x | nindent 8 }}`, on a line of its own or behind a key. */
export interface Insert {
  readonly line: number;
  /** The column of the inserted lines, if the action names it. */
  readonly column: number;
  readonly expression: string;
  /** The meaning of `.` there, if a `with` around it sets it. */
  readonly dot: string | undefined;
}

export interface Masked {
  readonly text: string;
  readonly inserts: readonly Insert[];
  /** How many blocks (`if`, `with`, `range`) are open at the start of each line; index 0 is line 1. */
  readonly depths: readonly number[];
  /** The meaning of `.` on each line. */
  readonly dots: readonly (string | undefined)[];
}

/** An unchanged text without actions. */
export function unmasked(text: string): Masked {
  return { text, inserts: [], depths: [], dots: [] };
}

/** Replaces an action by a comment if it has its lines to itself, otherwise by holes. */
export function maskTemplate(text: string): Masked {
  const places = placesIn(text);
  const depths: number[] = [];
  const dots: (string | undefined)[] = [];
  const inserts: Insert[] = [];
  const open: (string | undefined)[] = [];
  const fillTo = (line: number): void => {
    while (depths.length < line) {
      depths.push(open.length);
      dots.push(open.at(-1));
    }
  };
  const masked = replaceActions(text, (action, written) => {
    const place = places(action);
    fillTo(place.line);
    const behind = !place.alone && isBehindKey(text, action, place);
    if (behind || (place.alone && isInsert(action.code)))
      inserts.push(insertAt(action.code, place.line, action.start - place.lineStart, open));
    track(action.code, open);
    return place.alone
      ? asComment(written)
      : written.replaceAll(/[^\n\r]/g, behind || isBehindQuote(text, action, place) ? ' ' : hole);
  });
  fillTo(text.split('\n').length);
  return { text: masked, inserts, depths, dots };
}

/** The place of an action, and its neighbours on its lines. Offsets are -1 if there is none. */
interface Place {
  readonly line: number;
  readonly lineStart: number;
  /** The last character before it on its line that is neither blank nor part of an action. */
  readonly before: number;
  /** The first such character behind it on the line where it ends. */
  readonly after: number;
  readonly isFirst: boolean;
  /** Its lines contain only other actions and a comment. */
  readonly alone: boolean;
}

/** Call it for the actions in order: it looks at every character once, no matter how many actions a line has. */
function placesIn(text: string): (action: Action) => Place {
  const plain = withoutActions(text);
  const isBlank = (at: number): boolean => /\s/.test(plain[at] ?? '');
  let [at, line, lineStart, before, ahead, lastLine] = [0, 1, 0, -1, 0, 0];
  return ({ start, end }) => {
    for (; at < start; at += 1) {
      if (plain[at] === '\n') [line, lineStart, before] = [line + 1, at + 1, -1];
      else if (!isBlank(at)) before = at;
    }
    ahead = Math.max(ahead, end);
    while (ahead < plain.length && plain[ahead] !== '\n' && isBlank(ahead)) ahead += 1;
    const after = ahead === plain.length || plain[ahead] === '\n' ? -1 : ahead;
    const isFirst = lastLine !== line;
    lastLine = line;
    return { line, lineStart, before, after, isFirst, alone: before === -1 && (after === -1 || plain[after] === '#') };
  };
}

/** `labels: {{- include "x" . | nindent 4 }}`: the inserted lines start on the next line, and more keys may follow. */
function isBehindKey(text: string, { start, code }: Action, { lineStart, before, after, isFirst }: Place): boolean {
  return (
    isFirst &&
    text[before] === ':' &&
    (after === -1 || text[after] === '#') &&
    /\|\s*nindent \d+$/.test(code.slice(-40).replaceAll(/\s+/g, ' ')) &&
    /^(?:-\s+)?[\w./-]+:$/.test(text.slice(lineStart, start).trim())
  );
}

/** `- "--a"{{ if .Values.b }}`: the condition of the next line, not a part of the text before it. */
function isBehindQuote(text: string, { code }: Action, { before, after }: Place): boolean {
  return /^(if|else|end|with|range)\b/.test(code) && /^["']$/.test(text[before] ?? '') && after === -1;
}

function isInsert(code: string): boolean {
  const isControl = /^(if|else|end|with|range|define|block|\/\*|break|continue|fail\b)/.test(code);
  return !isControl && !/^\$\w+\s*:?=/.test(code) && code !== '';
}

function insertAt(expression: string, line: number, own: number, open: readonly (string | undefined)[]): Insert {
  const said = /\bn?indent\s+(\d+)/.exec(expression)?.[1];
  return {
    line,
    column: said === undefined ? own : Number(said),
    expression,
    dot: open.at(-1),
  };
}

/** The meaning of `.` in each open block; undefined if no block around it sets one. */
function track(expression: string, open: (string | undefined)[]): void {
  if (/^end\b/.test(expression)) open.pop();
  else if (/^with\b/.test(expression)) open.push(expression.replace(/^with\s+/, ''));
  else if (/^range\b/.test(expression)) open.push('(range)');
  else if (/^(if|define|block)\b/.test(expression)) open.push(open.at(-1));
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
