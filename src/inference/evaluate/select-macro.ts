// `select!` and the macros that write a stream: their arms and bodies as blocks.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { withoutComments } from '../names/split.ts';
import { fresh } from '../types/ty.ts';
import { evaluateBlock } from './block.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, inner } from './frame.ts';
import { unknown, type Value } from './value.ts';
import { join } from './join.ts';

/** Every arm may run. */
export function evaluateSelect(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const inside = withoutComments((syntax.first('token_tree')?.text ?? '').slice(1, -1));
  // `pattern = future => handler` parses as an arm of a match once the `=` is replaced by a call.
  const arms = splitArms(inside);
  let value: Value | undefined;
  for (const arm of arms) {
    const root = evaluator.settings.snippets.blockOf(syntax, arm);
    const given = evaluateBlock(evaluator, root, inner(frame));
    value = value === undefined ? given : join(value, given);
  }
  return value ?? unknown();
}

export function evaluateStream(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const inside = (syntax.first('token_tree')?.text ?? '').slice(1, -1).replace(/\byield\b/g, '');
  evaluateBlock(evaluator, evaluator.settings.snippets.blockOf(syntax, inside), inner(frame));
  return { ty: { k: 'nominal', def: externalType(['Iter']), args: [fresh()] } };
}

/** The arms of `tokio::select!` as blocks: `let pattern = future; handler`. */
function splitArms(inside: string): readonly string[] {
  const arms: string[] = [];
  let rest = inside.replace(/^\s*biased\s*;/, '');
  for (let guard = 0; guard < 64 && rest.trim() !== ''; guard += 1) {
    const arrow = outside(rest, '=>');
    if (arrow === -1) break;
    const head = rest.slice(0, arrow).trim();
    let tail = rest.slice(arrow + 2).trimStart();
    // The handler keeps its line.
    const gap = '\n'.repeat(rest.slice(arrow + 2, rest.length - tail.length).split('\n').length - 1);
    let body: string;
    if (tail.startsWith('{')) {
      const end = closing(tail);
      body = tail.slice(0, end + 1);
      tail = tail.slice(end + 1).replace(/^\s*,/, '');
    } else {
      const comma = outside(tail, ',');
      body = comma === -1 ? tail : tail.slice(0, comma);
      tail = comma === -1 ? '' : tail.slice(comma + 1);
    }
    const equals = /^((?:[^=]|==|=>)*?[^=!<>])=(?!=)([\s\S]*)$/.exec(head);
    if (head === 'else' || head === 'complete' || head === 'default') arms.push(body);
    else if (equals === null) arms.push(`${head}; ${gap}${body}`);
    else {
      const given = equals[2] ?? '';
      const guard = given.search(/,\s*if\s/);
      const future = guard === -1 ? given : given.slice(0, guard);
      const asked =
        guard === -1
          ? ''
          : ` ${given
              .slice(guard)
              .replace(/^,\s*if\s/, '')
              .trim()};`;
      arms.push(`let ${equals[1]?.trim() ?? '_'} = ${future.trim()}.await else { return };${asked}${gap}${body}`);
    }
    rest = tail;
  }
  return arms;
}

function outside(source: string, wanted: string): number {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '"') at = skipText(source, at);
    else if ('([{'.includes(char)) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    else if (depth === 0 && source.startsWith(wanted, at)) return at;
  }
  return -1;
}

function closing(source: string): number {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at] ?? '';
    if (char === '"') at = skipText(source, at);
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return source.length;
}

function skipText(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '"') return at;
  }
  return source.length;
}
