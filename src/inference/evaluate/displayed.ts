// The text that the `Display` of a type of the program writes by itself, once.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { FnDef } from '../names/definitions.ts';
import { isNamed, prune, type Ty, UNIT } from '../types/ty.ts';
import { result } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { STRING, typed, type Value } from './value.ts';

const WRITTEN = 'written';

/** The result of a write to a formatter. */
export function written(text: Value | undefined): Value {
  const ty = result(UNIT);
  return text === undefined ? { ty } : { ty, fields: new Map([[WRITTEN, typed(STRING, text)]]) };
}

export function isFormatter(ty: Ty): boolean {
  return isNamed(prune(ty), 'Formatter');
}

/** `value.to_string()`, `{value}`: the text of a value of the program; undefined if it is not known. */
export function displayed(evaluator: Evaluator, value: Value, at: Syntax, frame: Frame): Value | undefined {
  const ty = prune(value.ty);
  if (ty.k !== 'nominal' || ty.def.module?.crate.isModel !== false) return undefined;
  const impl = evaluator.program.implsOf(ty.def).find(({ trait }) => trait?.text.endsWith('Display') === true);
  const fn = impl?.functions.get('fmt');
  if (fn === undefined || !writesOnce(fn)) return undefined;
  return evaluator.call({ fn, args: [value], self: ty, impl }, at, frame).fields?.get(WRITTEN);
}

/**
 * Whether each way through the function ends with a write to the formatter, and writes nothing before. Whatever else is
 * given the formatter may write several times.
 */
function writesOnce({ syntax, parameters }: FnDef): boolean {
  const formatter = parameters[1]?.child('pattern')?.text;
  const body = syntax.child('body');
  if (formatter === undefined || body === undefined) return false;
  const uses = (body.text.match(/\w+/g) ?? []).filter((word) => word === formatter).length;
  return uses === lastWrites(body, formatter);
}

/** The number of writes to the formatter whose value is that of the expression. */
function lastWrites(syntax: Syntax | undefined, formatter: string): number {
  switch (syntax?.type) {
    case 'block':
      return lastWrites(syntax.kids.at(-1), formatter);
    case 'expression_statement':
      return syntax.text.endsWith(';') ? 0 : lastWrites(syntax.firstKid, formatter);
    case 'match_expression':
      return (syntax.child('body')?.kids ?? []).reduce(
        (sum, arm) => sum + lastWrites(arm.child('value'), formatter),
        0,
      );
    case 'if_expression':
      return (
        lastWrites(syntax.child('consequence'), formatter) +
        lastWrites(syntax.child('alternative')?.firstKid, formatter)
      );
    case 'macro_invocation':
      return syntax.child('macro')?.text === 'write' && firstWord(syntax) === formatter ? 1 : 0;
    case 'call_expression':
      return WRITES.has(syntax.child('function')?.text.replaceAll(/\s/g, '').replace(`${formatter}.`, '') ?? '')
        ? 1
        : 0;
    default:
      return 0;
  }
}

/** The methods of a formatter that write their argument. */
const WRITES = new Set(['write_str', 'pad']);

function firstWord(macro: Syntax): string | undefined {
  return /\w+/.exec(macro.first('token_tree')?.text ?? '')?.[0];
}
