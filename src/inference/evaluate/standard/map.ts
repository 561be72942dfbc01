// Methods of maps.

import { fresh, prune, type Ty } from '../../types/ty.ts';
import { contentOf, elementOf, option, result } from '../data.ts';
import type { Evaluator } from '../evaluator.ts';
import type { Frame } from '../frame.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, unknown, type Value } from '../value.ts';
import { added, addTo, bool, defaulted, iter, maybe, type Rules } from './rules.ts';

export const MAP: Rules = {
  get: mapValue,
  get_mut: mapValue,
  remove: mapValue,
  first_key_value: maybe,
  values: mapValues,
  values_mut: mapValues,
  into_values: mapValues,
  keys: ({ receiver }) => {
    const ty = prune(receiver.ty);
    return {
      ty: iter(ty.k === 'nominal' ? (ty.args[0] ?? fresh()) : fresh()),
      ...(receiver.origin?.configured === true ? { origin: receiver.origin } : {}),
    };
  },
  entry: (call) => typed(mapItem(call.receiver), call.receiver),
  contains_key: bool,
  ...Object.fromEntries(['range', 'range_mut', 'extract_if'].map((name) => [name, pairs])),
  try_insert: added,
  put: added,
  // Of a cache: the value of the key, which a future makes if there is none.
  get_with: madeForKey,
  get_with_by_ref: madeForKey,
  optionally_get_with: madeForKey,
  try_get_with: (call, evaluator, frame) => {
    const value = madeForKey(call, evaluator, frame);
    return typed(result(value.ty), value);
  },
  get_or_insert_with: mapValue,
  or_default: defaulted,
};

function mapItem(map: Value): Ty {
  const ty = prune(map.ty);
  return ty.k === 'nominal' ? (ty.args[1] ?? fresh()) : fresh();
}

function mapValue({ receiver }: MethodCall): Value {
  const item = mapItem(receiver);
  return typed(option(item), contentOf(receiver, item));
}

function madeForKey({ receiver, args, at }: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  const given = args.at(-1) ?? unknown();
  const made = given.calls === undefined ? given : evaluator.invoke(given, [], at, frame);
  addTo(evaluator.program.keys, receiver, [made]);
  const item = mapItem(receiver);
  return typed(item, contentOf(receiver, item));
}

function pairs({ receiver }: MethodCall): Value {
  const each = elementOf(receiver);
  return typed(iter(each.ty), each);
}

function mapValues({ receiver }: MethodCall): Value {
  const item = mapItem(receiver);
  return typed(iter(item), contentOf(receiver, item));
}
