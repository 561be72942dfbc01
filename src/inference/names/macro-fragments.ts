// The end of a fragment in the input of a macro: `$e:expr`, `$t:ty`, `$i:ident` and similar. The language fixes what
// may follow each of them (Reference, "Follow-set ambiguity restrictions"), so the end is found without parsing the
// inside.

import type { Token } from './tokens.ts';
import { table } from '../../table.ts';

/** The index after the fragment that starts at `start`, or undefined if there is none of that sort. */
export function fragmentEnd(sort: string, tokens: readonly Token[], start: number): number | undefined {
  const end = ENDS[sort]?.(tokens, start);
  if (end === undefined || (end === start && sort !== 'vis')) return undefined;
  return end;
}

type End = (tokens: readonly Token[], start: number) => number | undefined;

const one =
  (test: (token: Token) => boolean): End =>
  (tokens, start) => {
    const token = tokens[start];
    return token !== undefined && test(token) ? start + 1 : undefined;
  };

const ENDS = table<End>({
  ident: one((token) => token.kind === 'ident' && token.text !== '_'),
  lifetime: one((token) => token.kind === 'lifetime'),
  tt: one(() => true),
  block: one((token) => token.text === '{' && token.kids !== undefined),
  literal: (tokens, start) => {
    const at = tokens[start]?.text === '-' ? start + 1 : start;
    const token = tokens[at];
    return token?.kind === 'literal' || token?.text === 'true' || token?.text === 'false' ? at + 1 : undefined;
  },
  vis: visibilityEnd,
  meta: metaEnd,
  ty: typeEnd,
  path: typeEnd,
  expr: expressionEnd,
  expr_2021: expressionEnd,
  stmt: (tokens, start) => {
    const end = tokens.findIndex((token, at) => at >= start && token.text === ';' && token.kind === 'punct');
    return end === -1 ? tokens.length : end;
  },
  pat: (tokens, start) => patternEnd(tokens, start, true),
  pat_param: (tokens, start) => patternEnd(tokens, start, false),
  item: itemEnd,
});

function visibilityEnd(tokens: readonly Token[], start: number): number {
  if (tokens[start]?.text !== 'pub') return start;
  const next = tokens[start + 1];
  const isRestricted =
    next?.text === '(' && ['crate', 'self', 'super', 'in'].includes(next.kids?.[0]?.text ?? '') === true;
  return isRestricted ? start + 2 : start + 1;
}

function metaEnd(tokens: readonly Token[], start: number): number | undefined {
  let at = start;
  while (tokens[at]?.kind === 'ident' || tokens[at]?.text === '::') at += 1;
  if (at === start) return undefined;
  if (tokens[at]?.kids !== undefined) return at + 1;
  return tokens[at]?.text === '=' ? expressionEnd(tokens, at + 1) : at;
}

/** Words before a type that are not types themselves. */
const BEFORE_TYPE = new Set(['dyn', 'impl', 'mut', 'const', 'unsafe', 'extern', 'for', 'fn', 'async']);
const ENDS_TYPE = new Set([',', ';', '=>', '=', '|', '||', ':', '?', '==', '!', '.']);

function typeEnd(tokens: readonly Token[], start: number): number {
  let angle = 0;
  let at = start;
  for (let token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    const before = at === start ? undefined : tokens[at - 1];
    if (token.kids !== undefined) {
      if (angle > 0 || token.text === '(') continue;
      if (token.text === '{' || (before !== undefined && isWhole(before))) break;
    } else if (token.kind === 'punct') {
      if (token.text === '<') angle += 1;
      else if (token.text === '<<') angle += 2;
      else if (/^>+$/.test(token.text)) {
        if (angle === 0) break;
        angle -= token.text.length;
      } else if (angle <= 0 && ENDS_TYPE.has(token.text) && !(token.text === '!' && at === start)) break;
    } else if (angle <= 0 && (token.text === 'as' || token.text === 'where')) break;
    else if (angle <= 0 && token.kind === 'ident' && before !== undefined && isWhole(before)) break;
  }
  return at;
}

/** Whether a type may end with this token. */
function isWhole(token: Token): boolean {
  if (token.kids !== undefined) return true;
  return token.kind === 'ident' ? !BEFORE_TYPE.has(token.text) : /^>+$/.test(token.text);
}

const STARTS_OPERAND = /^(?:[-+*/%^&|!=<>,;:.]|==|&&|\|\||=>|->|\.\.=?|[-+*/%^&|]=)$/;

/** An expression continues to the next `,`, `;` or `=>` outside of brackets, type arguments and the parameters of a closure. */
function expressionEnd(tokens: readonly Token[], start: number): number {
  let angle = 0;
  let at = start;
  for (let token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    if (token.kind !== 'punct') continue;
    const before = at === start ? undefined : tokens[at - 1];
    const isFirst =
      before === undefined ||
      (before.kind === 'punct' && STARTS_OPERAND.test(before.text) && before.text !== '::') ||
      (before.kind === 'ident' && ['move', 'async', 'return', 'in', 'match', 'if'].includes(before.text));
    if (token.text === '<' && (angle > 0 || isFirst || before?.text === '::')) angle += 1;
    else if (/^>+$/.test(token.text) && angle > 0) angle -= token.text.length;
    else if (angle > 0) continue;
    else if (token.text === '|' && isFirst) {
      const close = tokens.findIndex((other, index) => index > at && other.text === '|' && other.kind === 'punct');
      if (close !== -1) at = close;
    } else if (token.text === ',' || token.text === ';' || token.text === '=>') break;
  }
  return at;
}

function patternEnd(tokens: readonly Token[], start: number, withAlternatives: boolean): number {
  let at = start;
  for (let token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    const { kind, text } = token;
    if (kind === 'punct' && (['=>', ',', '=', ';', ':'].includes(text) || (text === '|' && !withAlternatives))) break;
    if (kind === 'ident' && (text === 'if' || text === 'in')) break;
  }
  return at;
}

function itemEnd(tokens: readonly Token[], start: number): number | undefined {
  let at = start;
  while (tokens[at]?.text === '#') at += 2;
  at = visibilityEnd(tokens, at);
  const hasSemicolon = ['use', 'const', 'static', 'type', 'extern'].includes(tokens[at]?.text ?? '');
  for (let token = tokens[at]; token !== undefined; at += 1, token = tokens[at]) {
    if (token.text === ';' && token.kind === 'punct') return at + 1;
    if (token.text === '{' && token.kids !== undefined && (!hasSemicolon || tokens[at + 1]?.text !== ';')) {
      if (!hasSemicolon || tokens[start]?.text !== 'use') return at + 1;
    }
  }
  return undefined;
}
