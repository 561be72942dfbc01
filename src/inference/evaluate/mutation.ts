// Changes in place: after `name.push_str(x)` a variable is no longer a constant, and after `self.names.push(x)` the
// field holds one more value.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isList, isMap, isNamed, prune, type Ty } from '../types/ty.ts';
import { forgetItems } from './constant-list.ts';
import { textFrom } from './made-text.ts';
import type { Evaluator } from './evaluator.ts';
import type { MethodCall } from './found-method.ts';
import type { Frame } from './frame.ts';
import { absorb } from './join.ts';
import { ADDS } from './method-names.ts';
import { derived, type Origin } from './origin.ts';
import { STRING, typed, type Value } from './value.ts';

/** Methods that change the text on which they are called. */
const REWORDS = new Set([
  'push',
  'push_str',
  'insert_str',
  'insert',
  'extend',
  'write_str',
  'clone_from',
  'write_fmt',
  'split_off',
  'clear',
  'remove',
  'replace_range',
  'make_ascii_lowercase',
  'make_ascii_uppercase',
  'drain',
]);

/** They take the end of the line from a text that was read; a name has no more that they could take. */
const SHORTENS = new Set(['retain', 'truncate', 'pop']);

/** Methods of lists and maps that lend mutable elements. */
const LENDS_ELEMENTS = new Set(
  'iter_mut first_mut last_mut front_mut back_mut get_mut values_mut peek_mut chunks_mut chunks_exact_mut rchunks_mut split_at_mut split_first_mut split_last_mut'.split(
    ' ',
  ),
);

/** Methods that lend a content. */
const LENDS_CONTENT = new Set(['as_mut', 'as_deref_mut', 'as_mut_slice', 'deref_mut', 'to_mut']);

/** Methods of an entry of a map, or of an Option, that store something there. */
const FILLS = new Set([
  'and_modify',
  'or_insert',
  'or_insert_with',
  'or_insert_with_key',
  'or_insert_entry',
  'insert_entry',
  'get_or_insert',
  'get_or_insert_with',
  'get_or_insert_default',
]);

/** A change of the results of these is a change of their receiver. */
const LEADS = new Set([
  ...LENDS_ELEMENTS,
  ...LENDS_CONTENT,
  ...FILLS,
  'lock',
  'try_lock',
  'blocking_lock',
  'write',
  'read',
  'borrow_mut',
  'by_ref',
  'unwrap',
  'expect',
  'entry',
  'or_default',
]);

/** Before a method that may change its receiver: a text becomes unknown. */
export function rewordReceiver(
  evaluator: Evaluator,
  place: Syntax | undefined,
  { name, receiver, args }: Pick<MethodCall, 'name' | 'receiver' | 'args'>,
  frame: Frame,
): void {
  if (isText(receiver.ty) && (REWORDS.has(name) || (SHORTENS.has(name) && receiver.origin?.own !== true)))
    loseWording(evaluator, place, receiver, args, frame);
  if (!isText(receiver.ty) && LENDS_ELEMENTS.has(name)) loseWording(evaluator, place, receiver, [], frame);
}

/** A value behind `&mut`, and the left side of `+=`, may change. */
export function loseWording(
  evaluator: Evaluator,
  place: Syntax | undefined,
  value: Value,
  args: readonly Value[],
  frame: Frame,
): void {
  if ((value.origin?.names === undefined && value.origin?.own !== true) || !holdsText(value.ty)) return;
  const { fields: _, items: __, ...rest } = value;
  const changed: Value = { ...rest, empty: false, origin: reworded(value.origin, args) };
  for (const field of value.heldIn ?? []) field.put(changed);
  const variable = variableOf(place);
  const known = variable === undefined ? undefined : frame.variables.get(variable.text);
  if (variable === undefined || known === undefined) return;
  if (evaluator.brought?.outlives(variable.text, known)) evaluator.brought.add(variable, ['reworded']);
  if (variable === place) return frame.variables.replace(variable.text, changed);
  const { keys } = evaluator.program;
  forgetItems(keys, known);
  absorb(keys, known, typed(known.ty, changed));
}

/** A text that was one of several becomes one derived from each: an added constant keeps its origin, if it has one. */
function reworded(origin: Origin, args: readonly Value[]): Origin | undefined {
  const made = textFrom([{ ty: STRING, origin }, ...args]).origin;
  const isSaid = derived(origin) === undefined || textFrom(args).origin !== undefined;
  return isSaid ? made : { ...made, anywhere: true };
}

/** After a method that filled an element or a content of a variable: the variable holds the new value. */
export function keepFilled(
  evaluator: Evaluator,
  place: Syntax | undefined,
  { name, receiver }: Pick<MethodCall, 'name' | 'receiver'>,
  frame: Frame,
): void {
  if (!FILLS.has(name) && (isText(receiver.ty) || !ADDS.includes(name))) return;
  const variable = variableOf(place);
  // A static is no variable of the function.
  const known = variable && (frame.variables.get(variable.text) ?? evaluator.evaluate(variable, frame));
  if (known !== undefined && known !== receiver) absorb(evaluator.program.keys, known, typed(known.ty, receiver));
}

/** `&mut name`, `name.as_mut()`: what is stored there, or in a content of it, is in the variable. */
export function lentFrom(evaluator: Evaluator, place: Syntax | undefined, value: Value, frame: Frame): Value {
  const { keys } = evaluator.program;
  forgetItems(keys, value);
  if (place?.type === 'index_expression' && place.kids[1]?.type === 'range_expression')
    return lentFrom(evaluator, place.kids[0], value, frame);
  if (place?.type !== 'identifier')
    return value.heldIn === undefined
      ? value
      : { ...value, heldIn: value.heldIn.map((each) => ({ ...each, name: `${LENT}${each.name}` })) };
  const { variables } = frame;
  const put = ({ heldIn: _, ...changed }: Value): void => {
    const stored = typed(value.ty, changed);
    // Another variable may share it: a list, or a cell behind an Arc.
    if (!isText(value.ty)) absorb(keys, value, stored);
    variables.assign(place.text, stored);
  };
  return { ...value, heldIn: [...(value.heldIn ?? []), { fields: undefined, name: `${LENT}${place.text}`, put }] };
}

/** The beginning of the name of a place that is lent to be changed. */
const LENT = '&mut ';

/** Code that is not read got these values: texts in those that are lent to be changed may be others from now on. */
export function changedByOthers(args: readonly Value[]): void {
  for (const { heldIn = [], ...value } of args) {
    if (value.origin?.names === undefined || !holdsText(value.ty)) continue;
    const { fields: _, items: __, ...rest } = value;
    const changed: Value = { ...rest, empty: false, origin: { anywhere: true } };
    for (const place of heldIn) if (place.name.startsWith(LENT)) place.put(changed);
  }
}

/** The value of a place that one of these patterns takes apart; `ref mut` lends it. */
export function takenApart(
  evaluator: Evaluator,
  patterns: readonly (Syntax | undefined)[],
  place: Syntax | undefined,
  value: Value,
  frame: Frame,
): Value {
  return patterns.some((pattern) => pattern?.text.includes('ref mut') === true)
    ? lentFrom(evaluator, place, value, frame)
    : value;
}

/** Whether the result of a method of this name can be changed, and with it its receiver. */
export function lends(name: string): boolean {
  return LENDS_ELEMENTS.has(name) || LENDS_CONTENT.has(name);
}

/** `&mut place`. */
export function isLentOut(syntax: Syntax): boolean {
  return syntax.type === 'reference_expression' && /^&\s*mut\b/.test(syntax.text.slice(0, 12));
}

/** The variable of a place: `names` of `names.lock().unwrap()[0]`. A place in a field knows the field. */
function variableOf(place: Syntax | undefined): Syntax | undefined {
  let at = place;
  for (;;) {
    if (at?.type === 'call_expression') {
      const method = at.child('function');
      if (method?.type !== 'field_expression' || !LEADS.has(method.child('field')?.text ?? '')) return undefined;
      at = method.child('value');
    } else if (at !== undefined && THROUGH.has(at.type)) at = at.child('value') ?? at.firstKid;
    else return at?.type === 'identifier' ? at : undefined;
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

function isText(ty: Ty): boolean {
  return isNamed(prune(ty), 'String');
}

function holdsText(given: Ty): boolean {
  const ty = prune(given);
  if (ty.k !== 'nominal' || !(isList(ty) || isMap(ty) || isNamed(ty, 'Option'))) return isText(ty);
  const element = ty.args.at(-1);
  return element !== undefined && holdsText(element);
}
