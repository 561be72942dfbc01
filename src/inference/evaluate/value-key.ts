// Texts that are the same for values which the analysis cannot tell apart.

import { keyOf } from '../types/ty.ts';
import { ANYWHERE, derived, originKey } from './origin.ts';
import type { Callable, Value } from './value.ts';

/** Fields of fields count so far down. */
const MAX_DEPTH = 4;

/** A text that is the same for values the analysis cannot tell apart. */
export function valueKey(value: Value): string {
  return keyAt(value, 0, true);
}

/** As the key of `withoutWording(value)`, which need not be made for it. */
export function unwordedKey(value: Value): string {
  return keyAt(value, 0, false);
}

function keyAt(value: Value, depth: number, isWorded: boolean): string {
  const { origin, nameOf, patch, calls, alternatives, fields, items } = value;
  const from = isWorded || origin?.names === undefined ? origin : { ...derived(origin), ...ANYWHERE };
  let key = `${keyOf(value.ty)} ${originKey(from)}`;
  if (value.live === true) key += ' live';
  if (value.variant !== undefined) key += ` ${value.variant}`;
  if (nameOf !== undefined) key += ` name of ${keyOf(nameOf)} in ${originKey(value.nameIn)}`;
  if (patch !== undefined) key += ` patch ${patch.apply}${patch.other}${patch.owners}`;
  if (value.owned === true) key += ' owned';
  if (calls !== undefined) for (const call of calls) key += ` ${callKey(call)}`;
  if (isWorded && alternatives !== undefined)
    key += ` any of ${alternatives.map((each) => keyAt(each, depth + 1, true)).join('|')}`;
  if (depth >= MAX_DEPTH) return key;
  if (fields !== undefined) key += fieldsKey(fields, depth, isWorded);
  if (items !== undefined) key += ` [${items.map((each) => keyAt(each, depth + 1, true)).join(',')}]`;
  return key;
}

function callKey(call: Callable): string {
  return call.k === 'closure'
    ? `closure ${call.id}`
    : call.k === 'function'
      ? `fn ${call.fn.id}`
      : `native ${call.key}`;
}

/** What fields were found to say, by how deep they stand; the same fields are asked for at each call that hands them on. */
let fieldKeys = new WeakMap<ReadonlyMap<string, Value>, (string | undefined)[]>();

/** Forgets what fields say, after one of them was changed where it stands. */
export function forgetKeys(): void {
  fieldKeys = new WeakMap();
}

function fieldsKey(fields: ReadonlyMap<string, Value>, depth: number, isWorded: boolean): string {
  const at = 2 * depth + Number(isWorded);
  const known = fieldKeys.get(fields);
  const before = known?.[at];
  if (before !== undefined) return before;
  let key = '';
  for (const [name, each] of fields) key += ` ${name}:{${keyAt(each, depth + 1, isWorded)}}`;
  // A type that is still open may say more later.
  if (key.includes('?')) return key;
  const keys = known ?? [];
  keys[at] = key;
  fieldKeys.set(fields, keys);
  return key;
}
