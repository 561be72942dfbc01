// Whether a pattern fits, where the value is known: parts of constant texts, lists of known length.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Evaluator } from './evaluator.ts';
import type { Value } from './value.ts';

/** Methods whose result is there, or is not, as `evaluator.exact` says: one in between, such as `filter`, may drop it. */
const DIRECT = new Set(['split_once', 'rsplit_once', 'next', 'nth', 'first', 'last', 'get']);

/** Notes that it is known of this Option whether it is there. */
export function exactly<T extends Value | undefined>(evaluator: Evaluator, option: T): T {
  if (option !== undefined) evaluator.exact.add(option);
  return option;
}

/** Whether an Option that this expression directly returns is there; undefined if that is not known. */
export function isThere(evaluator: Evaluator, source: Syntax | undefined, value: Value): boolean | undefined {
  const name = source?.type === 'call_expression' ? source.child('function')?.child('field')?.text : undefined;
  return name !== undefined && DIRECT.has(name) && evaluator.exact.has(value) ? value.empty !== true : undefined;
}

/** Whether the pattern fits this value of the expression; undefined if a run decides. */
export function fits(
  evaluator: Evaluator,
  pattern: Syntax,
  source: Syntax | undefined,
  value: Value,
): boolean | undefined {
  if (fitsAlways(pattern)) return true;
  if (pattern.type === 'tuple_pattern' && source?.type === 'tuple_expression') {
    const parts = pattern.kids.map((kid, at) => {
      const field = value.fields?.get(String(at));
      return fitsAlways(kid) ? true : field === undefined ? undefined : fits(evaluator, kid, source.kids[at], field);
    });
    return parts.includes(false) ? false : parts.every((part) => part === true) ? true : undefined;
  }
  if (pattern.type === 'slice_pattern' && value.items !== undefined && !pattern.text.includes('..'))
    return pattern.kids.length !== value.items.length ? false : pattern.kids.every(fitsAlways) || undefined;
  const there = isThere(evaluator, source, value);
  if (there === undefined) return undefined;
  if (pattern.text === 'None') return !there;
  const type = pattern.type === 'tuple_struct_pattern' ? pattern.child('type') : undefined;
  if (type?.text !== 'Some') return undefined;
  return there ? pattern.kids.every((kid) => kid === type || fitsAlways(kid)) || undefined : false;
}

/** `_`, a name for whatever it is, `..`, or brackets with only these. A name in capitals is one of a constant or a variant. */
function fitsAlways({ type, text, kids }: Syntax): boolean {
  if (type === 'tuple_pattern') return kids.every(fitsAlways);
  return text === '_' || text === '..' || (type === 'identifier' && /^[a-z_]\w*$/.test(text));
}
