// Methods of maps.

import { fresh, prune, type Ty } from '../../types/ty.ts';
import { contentOf, option } from '../data.ts';
import type { MethodCall } from '../found-method.ts';
import { typed, type Value } from '../value.ts';
import { added, bool, defaulted, iter, maybe, type Rules } from './rules.ts';

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
  try_insert: added,
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

function mapValues({ receiver }: MethodCall): Value {
  const item = mapItem(receiver);
  return typed(iter(item), contentOf(receiver, item));
}
