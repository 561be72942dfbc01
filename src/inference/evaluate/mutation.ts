// Texts that are changed where they stand: after `name.push_str(x)` the variable is no longer the constant that it was.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isNamed, prune } from '../types/ty.ts';
import { textFrom } from './data.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';
import { forgetKeys } from './value-key.ts';

const MUTATORS = new Set([
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

/** A method that changes the text it is called on. */
export function mutateReceiver(
  receiver: Syntax | undefined,
  method: string,
  value: Value,
  args: readonly Value[],
  frame: Frame,
): void {
  if (MUTATORS.has(method)) loseWording(receiver, value, args, frame);
}

/** What is lent out as `&mut` may come back changed, as may the left of `+=`. */
export function loseWording(place: Syntax | undefined, value: Value, args: readonly Value[], frame: Frame): void {
  if (value.origin?.names === undefined || !isNamed(prune(value.ty), 'String')) return;
  const { fields: _, ...rest } = value;
  const changed: Value = { ...rest, empty: false, origin: textFrom([value, ...args]).origin };
  if (place?.type === 'identifier') frame.variables.replace(place.text, changed);
  else if (place?.type === 'field_expression') {
    const holder = place.child('value');
    const fields =
      holder?.type === 'identifier' || holder?.type === 'self' ? frame.variables.get(holder.text)?.fields : undefined;
    const name = place.child('field')?.text ?? '';
    if (fields?.has(name) !== true) return;
    fields.set(name, changed);
    forgetKeys();
  }
}
