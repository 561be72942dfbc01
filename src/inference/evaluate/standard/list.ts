// Methods of lists, iterators and streams.

import { externalType } from '../../names/definitions.ts';
import { fresh, isList, isMap, isNamed, prune, type Ty, unify } from '../../types/ty.ts';
import { own } from '../../../table.ts';
import { concatenated } from '../constant-list.ts';
import { elementOf, option, result, unwrapped } from '../data.ts';
import { textFrom } from '../made-text.ts';
import type { MethodCall } from '../found-method.ts';
import { fillStore } from '../stores.ts';
import { constantOf, typed, unknown, type Value } from '../value.ts';
import { final, following, numbered } from './elements.ts';
import { addedByClosure, extended, parted } from './filling.ts';
import {
  added,
  addTo,
  bool,
  chained,
  consumed,
  element,
  folded,
  iter,
  mapped,
  maybe,
  type Rule,
  type Rules,
  same,
  scanned,
  unzipped,
  visited,
  zipped,
} from './rules.ts';
import { join } from '../join.ts';
import { waitFor } from '../waited.ts';

/** `watcher(api, config).reflect(writer)`: the watched kind is the one of the writer. */
const reflected: Rule = ({ receiver, args: [writer = unknown()] }, evaluator) => {
  fillStore(evaluator, writer, receiver);
  const [event, held] = [prune(unwrapped(elementOf(receiver)).ty), prune(writer.ty)];
  if (event.k === 'nominal' && held.k === 'nominal')
    for (const [at, kind] of event.args.entries()) unify(kind, held.args[at] ?? kind);
  return receiver;
};

/** One rule for methods with several names. */
function alike(rule: Rule, names: string): Rules {
  return Object.fromEntries(names.split(' ').map((name) => [name, rule]));
}

/** `[first, second].concat()` of lists: a list of all elements. */
function allOf(lists: Value): Value | undefined {
  const list = elementOf(lists);
  return isList(prune(list.ty)) ? { ...list, items: undefined } : undefined;
}

/** The joined texts of a list. */
function together(list: Value, separator: Value | undefined): Value {
  const parts = separator === undefined ? [list] : [list, separator];
  return list.items === undefined ? textFrom(parts) : concatenated(list.items, constantOf(separator));
}

export const LIST: Rules = {
  ...alike(same, 'iter into_iter iter_mut drain rev skip take step_by sorted cycle dedup windows chunks unique'),
  ...alike(same, 'union intersection difference map_err err_into take_until buffered buffer_unordered ready_chunks'),
  ...alike(same, 'backoff default_backoff throttle timeout'),
  reflect: reflected,
  reflect_shared: reflected,
  chain: ({ receiver, args }) => join(receiver, args[0] ?? unknown()),
  filter: visited,
  skip_while: visited,
  take_while: visited,
  inspect: visited,
  inspect_ok: visited,
  inspect_err: same,
  sorted_by: visited,
  sorted_by_key: visited,
  try_filter: visited,
  applied_objects: eventObjects,
  touched_objects: eventObjects,
  predicate_filter: same,
  modify: visited,
  subscribe: same,
  stream_subscribe: same,
  watch_streams: same,
  hold_unless: same,
  map: mapped,
  map_ok: mapped,
  filter_map: chained,
  flat_map: chained,
  then: mapped,
  and_then: chained,
  try_filter_map: chained,
  scan: scanned,
  map_while: chained,
  flat_map_unordered: chained,
  try_then: chained,
  for_each: consumed,
  for_each_concurrent: consumed,
  try_for_each: consumed,
  try_for_each_concurrent: consumed,
  all: consumed,
  any: consumed,
  position: consumed,
  partition: parted,
  retain: visited,
  sort_by: visited,
  sort_by_key: visited,
  max_by_key: maybe,
  min_by_key: maybe,
  forward: consumed,
  find: (call, evaluator, frame) => (visited(call, evaluator, frame), maybe(call, evaluator, frame)),
  find_map: (call, evaluator, frame) => {
    const value = chained(call, evaluator, frame);
    return typed(option(elementOf(value).ty), value);
  },
  ...alike(folded, 'fold try_fold rfold try_rfold fold_ok fold_while'),
  reduce: element,
  next: following,
  try_next: ({ receiver }) => {
    const value = unwrapped(elementOf(receiver));
    return typed(result(option(value.ty)), value);
  },
  ...alike(maybe, 'next_tick next_if next_if_eq next_back nth_back'),
  ...alike(maybe, 'first first_mut last_mut front front_mut back back_mut peek_mut'),
  last: final,
  pop: maybe,
  get: numbered,
  get_mut: maybe,
  pop_front: maybe,
  pop_back: maybe,
  max: maybe,
  min: maybe,
  nth: following,
  join_next: ({ receiver }) => typed(option(result(elementOf(receiver).ty)), elementOf(receiver)),
  select_next_some: element,
  peek: maybe,
  remove: element,
  swap_remove: element,
  split_first: maybe,
  ...alike(added, 'push insert fill resize push_back push_front replace try_push push_mut shift_insert insert_full'),
  ...alike(extended, 'extend append extend_from_slice clone_from clone_from_slice copy_from_slice splice'),
  ...alike(addedByClosure, 'resize_with fill_with'),
  spawn: ({ receiver, args }, evaluator, frame) => {
    for (const arg of args) waitFor(evaluator, arg, frame);
    return addTo(evaluator.program.keys, receiver, args);
  },
  ...alike(collected, 'collect collect_vec'),
  try_collect: collected,
  ...alike(({ generics: [wanted] }) => typed(wanted ?? fresh()), 'sum product'),
  enumerate: ({ receiver }) => {
    const value = elementOf(receiver);
    return { ty: iter({ k: 'tuple', items: [fresh(), value.ty] }), fields: new Map([['1', value]]) };
  },
  ...alike(zipped, 'zip zip_eq zip_longest'),
  unzip: unzipped,
  join: ({ receiver, args }) => allOf(receiver) ?? together(receiver, args[0]),
  concat: ({ receiver }) => allOf(receiver) ?? together(receiver, undefined),
  contains: bool,
  is_empty: bool,
  len: () => unknown(),
  flatten: ({ receiver }) => {
    const value = elementOf(elementOf(receiver));
    return typed(iter(value.ty), value);
  },
  try_flatten: ({ receiver }) => {
    const value = elementOf(elementOf(unwrapped(elementOf(receiver))));
    return typed(iter(value.ty), value);
  },
};
/** The names of list methods that no Api, store or map shares: safe on an unknown receiver. */
export const LIST_SAFE: Rules = Object.fromEntries(
  [
    'iter',
    'into_iter',
    'filter',
    'filter_map',
    'flat_map',
    'for_each',
    'for_each_concurrent',
    'try_for_each',
    'try_for_each_concurrent',
    'next',
    'try_next',
    'fold',
    'find',
    'find_map',
    'collect',
    'try_collect',
    'rev',
    'skip',
    'inspect',
    'any',
    'all',
    'flatten',
    'predicate_filter',
    'applied_objects',
    'touched_objects',
    'default_backoff',
    'reflect',
  ].map((name) => [name, own(LIST, name) ?? same]),
);

function eventObjects({ receiver }: MethodCall): Value {
  const event = unwrapped(elementOf(receiver));
  const ty = prune(event.ty);
  const object = ty.k === 'nominal' && ty.args[0] !== undefined ? ty.args[0] : fresh();
  return typed(iter(result(object)), event);
}

function collected({ receiver, generics: [wanted], name }: MethodCall): Value {
  const vec: Ty = { k: 'nominal', def: externalType(['Vec']), args: [elementOf(receiver).ty] };
  const list = collect(receiver, wanted ?? vec);
  return name === 'try_collect' ? typed(result(list.ty), list) : list;
}

/** The elements of `given` in a collection of another type. */
export function collect(given: Value, ty: Ty): Value {
  const value = elementOf(given);
  fill(ty, value.ty);
  const into = unwrapped(typed(ty)).ty;
  // The content of a map is the second part of each pair.
  const held = isMap(prune(into)) ? (unwrapped(value).fields?.get('1') ?? value) : value;
  const list = typed(ty, held);
  return isNamed(prune(ty), 'Vec') ? { ...list, items: given.items } : list;
}

/** `collect::<Result<Vec<_>, _>>()`: finds the place for the element. */
function fill(wanted: Ty, item: Ty): void {
  const ty = prune(wanted);
  if (isNamed(ty, 'Result', 'Option')) {
    const inside = prune(item);
    fill(ty.args[0] ?? fresh(), isNamed(inside, 'Result', 'Option') ? (inside.args[0] ?? item) : item);
  } else if (isList(ty)) unify(ty.args[0] ?? fresh(), item);
  else if (isMap(ty)) unify({ k: 'tuple', items: ty.args.slice(0, 2) }, item);
}
