// What is changed where it stands: after `name.push_str(x)` a variable is no longer the constant that it was, and after
// `self.names.push(x)` the field holds one more.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isList, isMap, isNamed, prune, type Ty } from '../types/ty.ts';
import { field, textFrom } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { MethodCall } from './found-method.ts';
import type { Frame } from './frame.ts';
import { absorb, meet } from './join.ts';
import { ADDS } from './method-names.ts';
import { derived, type Origin } from './origin.ts';
import { STRING, typed, type Value } from './value.ts';
import { forgetKeys, valueKey } from './value-key.ts';

/** Methods that change the text they are called on. */
const REWORDS = new Set([
  'push',
  'push_str',
  'insert_str',
  'insert',
  'extend',
  'write_str',
  'write_fmt',
  'retain',
  'truncate',
  'clear',
  'pop',
  'remove',
  'replace_range',
  'make_ascii_lowercase',
  'make_ascii_uppercase',
  'drain',
]);

/** Methods of lists and maps that lend out elements that may be changed. */
const LENDS_ELEMENTS = new Set(['iter_mut', 'first_mut', 'last_mut', 'get_mut', 'values_mut', 'peek_mut']);

/** Methods that fill a list, a map, an Option or a cell. */
const FILLS = new Set([...ADDS, 'get_or_insert', 'get_or_insert_with', 'or_insert', 'or_insert_with']);

/** Methods that lead from a cell, an Option or a guard to what it holds; to run one twice changes nothing. */
const OPENS = new Set([
  'lock',
  'try_lock',
  'blocking_lock',
  'write',
  'read',
  'borrow_mut',
  'as_mut',
  'as_deref_mut',
  'as_mut_slice',
  'deref_mut',
  'by_ref',
  'unwrap',
  'expect',
]);

/** A change of what these give is a change of what they are called on. */
const LEADS = new Set([...OPENS, ...LENDS_ELEMENTS, 'entry', 'or_default']);

/** A method that may change what it is called on, before it runs: of a text nothing is known any more. */
export function rewordReceiver(
  evaluator: Evaluator,
  place: Syntax | undefined,
  { name, receiver, args }: Pick<MethodCall, 'name' | 'receiver' | 'args'>,
  frame: Frame,
): void {
  if (isText(receiver.ty) && REWORDS.has(name)) loseWording(evaluator, place, receiver, args, frame);
  if (!isText(receiver.ty) && LENDS_ELEMENTS.has(name)) loseWording(evaluator, place, receiver, [], frame);
}

/** What is lent out as `&mut` may come back changed, as may the left of `+=`. */
export function loseWording(
  evaluator: Evaluator,
  place: Syntax | undefined,
  value: Value,
  args: readonly Value[],
  frame: Frame,
): void {
  if (value.origin?.names === undefined || !holdsText(value.ty)) return;
  const { fields: _, items: __, ...rest } = value;
  const changed: Value = { ...rest, empty: false, origin: reworded(value.origin, args) };
  const root = rootOf(place);
  if (root?.type === 'identifier' && root === place) frame.variables.replace(root.text, changed);
  else keep(evaluator, root, changed, frame);
}

/** A text that was one of several is made out of each: what is added to a constant says where that one comes from, if it says anything. */
function reworded(origin: Origin, args: readonly Value[]): Origin | undefined {
  const made = textFrom([{ ty: STRING, origin }, ...args]).origin;
  const isSaid = derived(origin) === undefined || textFrom(args).origin !== undefined;
  return isSaid ? made : { ...made, anywhere: true };
}

/** A method that filled what it was called on, after it ran: the variable or the field holds that from now on. */
export function keepFilled(
  evaluator: Evaluator,
  place: Syntax | undefined,
  { name, receiver }: Pick<MethodCall, 'name' | 'receiver'>,
  frame: Frame,
): void {
  if (FILLS.has(name) && !isText(receiver.ty)) keep(evaluator, rootOf(place), receiver, frame);
}

/** `&mut place`. */
export function isLentOut(syntax: Syntax): boolean {
  return syntax.type === 'reference_expression' && /^&\s*mut\b/.test(syntax.text.slice(0, 12));
}

function keep(evaluator: Evaluator, root: Syntax | undefined, changed: Value, frame: Frame): void {
  if (root?.type === 'identifier') {
    const known = frame.variables.get(root.text);
    if (known !== undefined && known !== changed) absorb(known, typed(known.ty, changed));
  } else if (root?.type === 'field_expression' && isPlace(root.child('value'))) {
    const holder = evaluator.evaluate(root.child('value'), frame);
    const name = root.child('field')?.text ?? '';
    const known = field(evaluator, holder, name);
    const value = typed(known.ty, changed);
    if (valueKey(value) === valueKey(known)) return;
    const ty = prune(holder.ty);
    if (ty.k === 'nominal') evaluator.seen.addAssignment(ty.def, name, value);
    holder.fields?.set(name, meet(known, value));
    forgetKeys();
  }
}

/** The variable or field that a place leads to: `self.names` of `self.names.lock().unwrap()[0]`. */
function rootOf(place: Syntax | undefined, leads = LEADS): Syntax | undefined {
  let at = place;
  for (;;) {
    if (at?.type === 'call_expression') {
      const method = at.child('function');
      const name = method?.type === 'field_expression' ? (method.child('field')?.text ?? '') : '';
      if (!leads.has(name)) return undefined;
      at = method?.child('value');
    } else if (at !== undefined && THROUGH.has(at.type)) at = at.child('value') ?? at.kids[0];
    else return at;
  }
}

const THROUGH = new Set([
  'index_expression',
  'parenthesized_expression',
  'unary_expression',
  'reference_expression',
  'try_expression',
  'await_expression',
]);

/** Whether to look at it once more runs nothing. */
function isPlace(syntax: Syntax | undefined): boolean {
  const root = rootOf(syntax, OPENS);
  if (root?.type === 'field_expression') return isPlace(root.child('value'));
  return root?.type === 'identifier' || root?.type === 'self';
}

function isText(ty: Ty): boolean {
  return isNamed(prune(ty), 'String');
}

function holdsText(given: Ty): boolean {
  const ty = prune(given);
  if (ty.k !== 'nominal' || !(isList(ty) || isMap(ty) || isNamed(ty, 'Option'))) return isText(ty);
  const element = ty.args.at(-1);
  return element !== undefined && holdsText(element);
}
