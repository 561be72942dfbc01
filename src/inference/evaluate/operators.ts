// Operators and their calls: `a + b` for a type of the program is `a.add(b)`, `.await` is `into_future`.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { lower } from '../types/lower.ts';
import { isMap, isNamed, prune, unify } from '../types/ty.ts';
import { boolean, truthOf } from './constant.ts';
import { concatenated, itemAt } from './constant-list.ts';
import { contentOf, elementOf, unwrapped } from './data.ts';
import { textFrom } from './made-text.ts';
import { dereferenced } from './dereference.ts';
import type { Evaluator } from './evaluator.ts';
import { noteFound } from './found.ts';
import { type Frame, inner } from './frame.ts';
import { callMethod } from './method.ts';
import { isLentOut, lentFrom, loseWording } from './mutation.ts';
import { objectOf } from './signature.ts';
import { receivedOnce } from './standard/channel.ts';
import { typed, type Value } from './value.ts';
import { convertError } from './error-conversion.ts';
import { settled, waitFor } from './waited.ts';
import { own } from '../../table.ts';

/** The methods behind the operators (Reference, "Operator expressions"). */
const METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'rem',
  '&': 'bitand',
  '|': 'bitor',
  '^': 'bitxor',
  '<<': 'shl',
  '>>': 'shr',
  '==': 'eq',
  '!=': 'eq',
  '<': 'partial_cmp',
  '>': 'partial_cmp',
  '<=': 'partial_cmp',
  '>=': 'partial_cmp',
};

export function binary(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const operator = syntax.child('operator')?.text ?? '';
  const left = evaluator.evaluate(syntax.child('left'), frame);
  const known = truthOf(left);
  if ((operator === '&&' && known === false) || (operator === '||' && known === true)) {
    evaluator.accounts.skip(syntax.child('right'));
    return left;
  }
  const isLazy = operator === '&&' || operator === '||';
  // It may not run.
  const right = evaluator.evaluate(syntax.child('right'), isLazy && known === undefined ? inner(frame) : frame);
  if (isLazy) return known === undefined ? boolean(undefined) : right;
  const overloaded = operatorCall(evaluator, own(METHODS, operator), left, [right], syntax, frame);
  if (overloaded !== undefined) return overloaded;
  const [a, b] = [truthOf(left), truthOf(right)];
  if (a !== undefined && b !== undefined && (operator === '==' || operator === '!='))
    return boolean((a === b) === (operator === '=='));
  if (operator === '+' && isNamed(prune(left.ty), 'String')) return concatenated([left, right]);
  return operator === '+' ? { ty: left.ty, ...originOf(left, right) } : boolean(undefined);
}

/** The call of an operator that the program implements for its own type. */
function operatorCall(
  evaluator: Evaluator,
  name: string | undefined,
  receiver: Value,
  args: readonly Value[],
  at: Syntax,
  frame: Frame,
): Value | undefined {
  const ty = prune(receiver.ty);
  if (name === undefined || ty.k !== 'nominal' || ty.def.module?.crate.isModel !== false) return undefined;
  if (evaluator.program.find(ty, name) === undefined) return undefined;
  return callMethod(evaluator, { receiver, name, args, generics: [], at, source: at }, frame);
}

function originOf(left: Value, right: Value): Partial<Value> {
  const all = { ...left.origin, ...right.origin };
  const { names: _, ...origin } = all;
  return Object.keys(origin).length === 0 ? {} : { origin };
}

export function unary(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const value = evaluator.evaluate(syntax.child('value') ?? syntax.firstKid, frame);
  const operator = syntax.text[0];
  if (operator === '*') return dereferenced(evaluator, value, syntax, frame) ?? value;
  if (operator === '!') {
    const truth = truthOf(value);
    if (truth !== undefined) return boolean(!truth);
  }
  return operatorCall(evaluator, operator === '!' ? 'not' : 'neg', value, [], syntax, frame) ?? value;
}

export function reference(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const value = evaluator.evaluate(syntax.child('value') ?? syntax.firstKid, frame);
  if (isLentOut(syntax)) {
    const place = syntax.child('value');
    // A list is followed where it is lent.
    if (isNamed(prune(value.ty), 'String')) loseWording(evaluator, place, value, [], frame);
    return lentFrom(evaluator, place, value, frame);
  }
  return value;
}

export function awaited(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const future = evaluator.evaluate(syntax.firstKid, frame);
  waitFor(evaluator, future, frame);
  const value = settled(future);
  if (value.missing !== undefined && frame.site === undefined) {
    evaluator.report(
      syntax,
      frame,
      `\`${value.missing}\` is not found in the program, so what this call asks for is not known.`,
    );
    return value;
  }
  // `answer.await` on the receiving end for one message.
  if (isNamed(prune(value.ty), 'Channel')) return receivedOnce(value);
  const called = operatorCall(evaluator, 'into_future', value, [], syntax, frame);
  return called ?? operatorCall(evaluator, 'poll', value, [{ ty: value.ty }], syntax, frame) ?? value;
}

export function tried(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const given = evaluator.evaluate(syntax.firstKid, frame);
  convertError(evaluator, given.ty, syntax, frame);
  const value = settled(unwrapped(given));
  noteFound(value, frame);
  return value;
}

export function cast(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const value = evaluator.evaluate(syntax.child('value'), frame);
  const ty = lower(syntax.child('type'), frame.scope);
  const [wanted, given] = [prune(ty), prune(value.ty)];
  if (wanted.k === 'nominal' && given.k === 'nominal' && wanted.def === given.def) {
    unify(wanted, given);
    return typed(wanted, value);
  }
  // `f as fn(Client) -> _` is still that function.
  return value.calls === undefined ? { ty: objectOf(ty, value.ty) } : typed(ty, value);
}

export function index(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const [list, place] = syntax.kids;
  const value = evaluator.evaluate(list, frame);
  const at = evaluator.evaluate(place, frame);
  const overloaded = operatorCall(evaluator, 'index', value, [at], syntax, frame);
  if (overloaded !== undefined) return overloaded;
  const inside = dereferenced(evaluator, value, syntax, frame) ?? value;
  const item = itemAt(inside, place);
  if (item !== undefined) return item;
  const ty = prune(inside.ty);
  // A part of a text is another text; a part of a list has other indexes.
  if (place?.type === 'range_expression')
    return isNamed(ty, 'String') ? textFrom([inside]) : { ...inside, items: undefined };
  return isMap(ty) ? contentOf(inside, ty.args[1] ?? ty) : elementOf(inside);
}
