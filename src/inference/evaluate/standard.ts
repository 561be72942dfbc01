// Methods of the standard library, futures and their like: how contents pass through wrappers, lists and streams.

import { externalType } from '../names/definitions.ts';
import { fresh, isList, isMap, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { concatenated, forgetItems, itemAt, splitConstant, splitOnce } from './constant-list.ts';
import { elementOf, option, result, textFrom, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { noteFound } from './found.ts';
import type { Frame } from './frame.ts';
import type { MethodCall } from './method.ts';
import { absorb, constantOf, join, STRING, typed, unknown, type Value } from './value.ts';

type Rule = (call: MethodCall, evaluator: Evaluator, frame: Frame) => Value;

/** The result of a method that every such type has, or nothing when the name says nothing. */
export function callStandard(evaluator: Evaluator, call: MethodCall, frame: Frame): Value | undefined {
  const ty = prune(call.receiver.ty);
  const isRead = ty.k === 'nominal' && ty.def.module !== undefined;
  const rule = isRead ? (own(FOR_ALL, call.name) ?? own(CELL, call.name)) : ruleOf(ty, call.name);
  forgetItems(call.receiver, call.name);
  return rule?.(call, evaluator, frame);
}

function ruleOf(ty: Ty, name: string): Rule | undefined {
  if (isNamed(ty, 'Option', 'Result', 'JoinHandle')) return own(WRAPPER, name) ?? own(FOR_ALL, name);
  if (isMap(ty)) return own(MAP, name) ?? own(LIST, name) ?? own(FOR_ALL, name);
  if (isList(ty)) return own(LIST, name) ?? own(FOR_ALL, name);
  if (isNamed(ty, 'Channel')) return own(CHANNEL, name) ?? own(FOR_ALL, name);
  if (isNamed(ty, 'bool') && name === 'then') return ifTrue;
  if (isNamed(ty, 'String')) return own(TEXT, name) ?? own(FOR_ALL, name);
  return (
    own(FOR_ALL, name) ??
    (ty.k === 'var' || ty.k === 'tuple' || ty.k === 'function'
      ? (own(WRAPPER, name) ?? own(LIST_SAFE, name))
      : undefined)
  );
}

function own(rules: Readonly<Record<string, Rule>>, name: string): Rule | undefined {
  return Object.hasOwn(rules, name) ? rules[name] : undefined;
}

const same: Rule = ({ receiver }) => receiver;
const content: Rule = ({ receiver }, _evaluator, frame) => {
  const value = unwrapped(receiver);
  noteFound(value, frame);
  return value;
};
const element: Rule = ({ receiver }) => elementOf(receiver);
const maybe: Rule = ({ receiver }) => {
  const value = elementOf(receiver);
  return typed(option(value.ty), value);
};
const alternative: Rule = ({ receiver, args }) => join(unwrapped(receiver), args[0] ?? unknown());
const computed: Rule = ({ receiver, args, at }, evaluator, frame) => {
  const given = args[0]?.calls === undefined ? unknown() : evaluator.invoke(args[0], [unknown()], at, frame);
  return join(unwrapped(receiver), given);
};
const text: Rule = ({ receiver, args }) => textFrom([receiver, ...args]);

function rewrap(receiver: Value, value: Value): Value {
  const ty = prune(receiver.ty);
  if (
    ty.k === 'nominal' &&
    ty.def.module === undefined &&
    (isNamed(ty, 'Option', 'Result') || isList(ty) || isNamed(ty, 'JoinHandle'))
  ) {
    return typed({ ...ty, args: [value.ty, ...ty.args.slice(1)] }, value);
  }
  return isMap(ty) ? typed({ k: 'nominal', def: externalType(['Iter']), args: [value.ty] }, value) : value;
}

/** Runs the closure on the content and puts its result in the same wrapper. */
const mapped: Rule = ({ receiver, args, at }, evaluator, frame) => {
  if (receiver.empty === true) return { ty: option(fresh()), empty: true };
  const ty = prune(receiver.ty);
  const inside = isNamed(ty, 'Option', 'Result') ? unwrapped(receiver) : elementOf(receiver);
  const fn = args.find((arg) => arg.calls !== undefined);
  return rewrap(receiver, fn === undefined ? unknown() : evaluator.invoke(fn, [inside], at, frame));
};
/** As `mapped`, and the closure's own wrapper takes the place of the first one. */
const chained: Rule = ({ receiver, args, at }, evaluator, frame) => {
  const ty = prune(receiver.ty);
  const inside = isNamed(ty, 'Option', 'Result') ? unwrapped(receiver) : unwrapped(elementOf(receiver));
  const fn = args.find((arg) => arg.calls !== undefined);
  const value = fn === undefined ? unknown() : evaluator.invoke(fn, [inside], at, frame);
  return isNamed(ty, 'Option', 'Result')
    ? value
    : rewrap(
        receiver,
        isNamed(prune(value.ty), 'Option', 'Result') || isList(prune(value.ty)) ? elementOf(value) : value,
      );
};
/** Runs the closure on each element and goes on with the elements. */
const visited: Rule = (call, evaluator, frame) => {
  const inside = call.name.startsWith('try_') ? unwrapped(elementOf(call.receiver)) : elementOf(call.receiver);
  for (const fn of call.args) if (fn.calls !== undefined) evaluator.invoke(fn, [inside], call.at, frame);
  return call.receiver;
};
const consumed: Rule = (call, evaluator, frame) => {
  visited(call, evaluator, frame);
  return typed(result(fresh()));
};
const folded: Rule = ({ receiver, args, at }, evaluator, frame) => {
  const [start, fn] = args;
  if (fn?.calls === undefined) return start ?? unknown();
  return join(start ?? unknown(), evaluator.invoke(fn, [start ?? unknown(), elementOf(receiver)], at, frame));
};
const added: Rule = ({ receiver, args }) => addTo(receiver, args);

function addTo(receiver: Value, args: readonly Value[]): Value {
  const ty = prune(receiver.ty);
  const item = args.at(-1);
  if (item !== undefined && (isList(ty) || isMap(ty))) {
    unify(ty.args.at(-1) ?? fresh(), item.ty);
    if (args.length > 1 && ty.args[0] !== undefined && args[0] !== undefined) unify(ty.args[0], args[0].ty);
    absorb(receiver, item);
  }
  return unknown();
}

const WRAPPER: Readonly<Record<string, Rule>> = {
  // Of a JoinHandle: waiting for a thread gives what it computed.
  join: ({ receiver }) => typed(result(unwrapped(receiver).ty), receiver),
  unwrap: content,
  expect: content,
  unwrap_or_default: ({ receiver }) => unwrapped(receiver),
  unwrap_unchecked: content,
  context: same,
  with_context: same,
  wrap_err: same,
  wrap_err_with: same,
  unwrap_or: alternative,
  unwrap_or_else: computed,
  or: (call) => join(call.receiver, call.args[0] ?? unknown()),
  or_else: (call, evaluator, frame) =>
    join(
      call.receiver,
      call.args[0]?.calls === undefined ? unknown() : evaluator.invoke(call.args[0], [unknown()], call.at, frame),
    ),
  ok_or: ({ receiver }) => typed(result(unwrapped(receiver).ty), receiver),
  ok_or_else: ({ receiver }) => typed(result(unwrapped(receiver).ty), receiver),
  ok: ({ receiver }) => typed(option(unwrapped(receiver).ty), receiver),
  err: () => unknown(),
  map: mapped,
  and_then: chained,
  map_ok: mapped,
  then: (call, evaluator, frame) =>
    call.args[0]?.calls === undefined ? unknown() : evaluator.invoke(call.args[0], [call.receiver], call.at, frame),
  map_err: (call, evaluator, frame) => {
    for (const arg of call.args) if (arg.calls !== undefined) evaluator.invoke(arg, [unknown()], call.at, frame);
    return call.receiver;
  },
  inspect: (call, evaluator, frame) => {
    for (const arg of call.args)
      if (arg.calls !== undefined) evaluator.invoke(arg, [unwrapped(call.receiver)], call.at, frame);
    return call.receiver;
  },
  inspect_err: same,
  filter: visited,
  take: same,
  replace: ({ receiver, args }) => join(receiver, args[0] ?? unknown()),
  get_or_insert_with: computed,
  get_or_insert: alternative,
  insert: added,
  map_or: ({ receiver, args, at }, evaluator, frame) =>
    join(
      args[0] ?? unknown(),
      args[1]?.calls === undefined ? unknown() : evaluator.invoke(args[1], [unwrapped(receiver)], at, frame),
    ),
  map_or_else: ({ receiver, args, at }, evaluator, frame) =>
    join(
      args[0]?.calls === undefined ? unknown() : evaluator.invoke(args[0], [unknown()], at, frame),
      args[1]?.calls === undefined ? unknown() : evaluator.invoke(args[1], [unwrapped(receiver)], at, frame),
    ),
  is_some_and: (call, evaluator, frame) => (mapped(call, evaluator, frame), unknown()),
  is_ok_and: (call, evaluator, frame) => (mapped(call, evaluator, frame), unknown()),
  iter: ({ receiver }) => typed(iter(unwrapped(receiver).ty), receiver),
  into_iter: ({ receiver }) => typed(iter(unwrapped(receiver).ty), receiver),
  transpose: same,
  flatten: content,
  xor: same,
  zip: same,
  and: ({ args }) => args[0] ?? unknown(),
  is_some: bool,
  is_none: bool,
  is_ok: bool,
  is_err: bool,
  unzip: same,
  ok_into: same,
  err_into: same,
  or_default: content,
};

/** `condition.then(|| value)`. */
const ifTrue: Rule = ({ args, at }, evaluator, frame) => {
  const value = args[0]?.calls === undefined ? unknown() : evaluator.invoke(args[0], [], at, frame);
  return typed(option(value.ty), value);
};

function bool(): Value {
  return { ty: { k: 'nominal', def: externalType(['bool']), args: [] } };
}

function iter(ty: Ty): Ty {
  return { k: 'nominal', def: externalType(['Iter']), args: [ty] };
}

/** `list.get(1)`: that element, where it is known. */
const numbered: Rule = (call, evaluator, frame) => {
  const item = itemAt(call.receiver, call.source.child('arguments')?.kids[0]);
  return item === undefined ? maybe(call, evaluator, frame) : typed(option(item.ty), item);
};

const LIST: Readonly<Record<string, Rule>> = {
  iter: same,
  into_iter: same,
  iter_mut: same,
  drain: same,
  rev: same,
  chain: ({ receiver, args }) => join(receiver, args[0] ?? unknown()),
  skip: same,
  take: same,
  step_by: same,
  sorted: same,
  cycle: same,
  dedup: same,
  windows: same,
  chunks: same,
  filter: visited,
  skip_while: visited,
  take_while: visited,
  inspect: visited,
  inspect_ok: visited,
  inspect_err: same,
  sorted_by: visited,
  sorted_by_key: visited,
  try_filter: visited,
  take_until: same,
  backoff: same,
  default_backoff: same,
  buffered: same,
  buffer_unordered: same,
  ready_chunks: same,
  throttle: same,
  timeout: same,
  union: same,
  intersection: same,
  difference: same,
  map_err: same,
  err_into: same,
  unique: same,
  applied_objects: eventObjects,
  touched_objects: eventObjects,
  reflect: same,
  reflect_shared: same,
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
  scan: mapped,
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
  partition: same,
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
  fold: folded,
  try_fold: folded,
  reduce: element,
  next: maybe,
  try_next: ({ receiver }) => {
    const value = unwrapped(elementOf(receiver));
    return typed(result(option(value.ty)), value);
  },
  next_tick: maybe,
  first: maybe,
  last: maybe,
  pop: maybe,
  get: numbered,
  get_mut: maybe,
  pop_front: maybe,
  pop_back: maybe,
  max: maybe,
  min: maybe,
  nth: numbered,
  join_next: ({ receiver }) => typed(option(result(elementOf(receiver).ty)), elementOf(receiver)),
  select_next_some: element,
  peek: maybe,
  remove: element,
  swap_remove: element,
  split_first: maybe,
  push: added,
  insert: added,
  push_back: added,
  push_front: added,
  extend: ({ receiver, args }) => addTo(receiver, [elementOf(args[0] ?? unknown())]),
  append: ({ receiver, args }) => addTo(receiver, [elementOf(args[0] ?? unknown())]),
  spawn: ({ receiver, args }) => addTo(receiver, args),
  collect: collected,
  try_collect: collected,
  enumerate: ({ receiver }) => {
    const value = elementOf(receiver);
    return { ty: iter({ k: 'tuple', items: [fresh(), value.ty] }), fields: new Map([['1', value]]) };
  },
  zip: ({ receiver, args }) => {
    const [a, b] = [elementOf(receiver), elementOf(args[0] ?? unknown())];
    return {
      ty: iter({ k: 'tuple', items: [a.ty, b.ty] }),
      fields: new Map([
        ['0', a],
        ['1', b],
      ]),
    };
  },
  join: ({ receiver, args }) =>
    receiver.items === undefined ? textFrom([receiver, ...args]) : concatenated(receiver.items, constantOf(args[0])),
  concat: ({ receiver }) => (receiver.items === undefined ? textFrom([receiver]) : concatenated(receiver.items)),
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
/** The names of list methods that no Api, store or map shares: safe on a receiver that is not known. */
const LIST_SAFE: Readonly<Record<string, Rule>> = Object.fromEntries(
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

function collected({ receiver, generics, name }: MethodCall): Value {
  const value = elementOf(receiver);
  const wanted = generics[0];
  const ty = wanted === undefined ? { k: 'nominal' as const, def: externalType(['Vec']), args: [value.ty] } : wanted;
  if (wanted !== undefined) fill(wanted, value.ty);
  const list = typed(name === 'try_collect' ? result(ty) : ty, value);
  return isNamed(prune(ty), 'Vec') ? { ...list, items: receiver.items } : list;
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

const MAP: Readonly<Record<string, Rule>> = {
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
  or_insert_with: content,
  get_or_insert_with: mapValue,
  or_default: same,
};

function mapItem(map: Value): Ty {
  const ty = prune(map.ty);
  return ty.k === 'nominal' ? (ty.args[1] ?? fresh()) : fresh();
}

function mapValue({ receiver }: MethodCall): Value {
  return typed(option(mapItem(receiver)), receiver);
}

function mapValues({ receiver }: MethodCall): Value {
  return typed(iter(mapItem(receiver)), receiver);
}

const CHANNEL: Readonly<Record<string, Rule>> = {
  send: sent,
  try_send: sent,
  blocking_send: sent,
  unbounded_send: sent,
  send_replace: sent,
  recv: received,
  try_recv: received,
  borrow: received,
  next: received,
  recv_many: received,
  changed: () => unknown(),
  subscribe: same,
  borrow_and_update: received,
};

function sent({ receiver, args }: MethodCall): Value {
  const ty = prune(receiver.ty);
  if (args[0] !== undefined && ty.k === 'nominal') {
    unify(ty.args[0] ?? fresh(), args[0].ty);
    const { channel } = receiver;
    if (channel === undefined) absorb(receiver, args[0]);
    else channel.sent = channel.sent === undefined ? args[0] : join(channel.sent, args[0]);
  }
  return typed(result(fresh()));
}

function received({ receiver }: MethodCall): Value {
  const ty = prune(receiver.ty);
  const sent = receiver.channel === undefined ? receiver : (receiver.channel.sent ?? { ty: receiver.ty });
  return typed(option(ty.k === 'nominal' ? (ty.args[0] ?? fresh()) : fresh()), sent);
}

const strings: Rule = (call) => splitConstant(call) ?? { ...textFrom([call.receiver]), ty: iter(STRING) };
const halves: Rule = (call) =>
  splitOnce(call) ?? { ...textFrom([call.receiver]), ty: option({ k: 'tuple', items: [STRING, STRING] }) };
const TEXT: Readonly<Record<string, Rule>> = {
  split: strings,
  lines: strings,
  split_whitespace: strings,
  splitn: strings,
  rsplit: strings,
  chars: strings,
  split_terminator: strings,
  split_once: halves,
  rsplit_once: halves,
  trim: same,
  trim_end: same,
  trim_start: same,
  to_lowercase: text,
  to_uppercase: text,
  replace: text,
  replacen: text,
  repeat: text,
  trim_end_matches: text,
  trim_start_matches: text,
  to_ascii_lowercase: text,
  strip_prefix: ({ receiver }) => ({ ...textFrom([receiver]), ty: option(STRING) }),
  strip_suffix: ({ receiver }) => ({ ...textFrom([receiver]), ty: option(STRING) }),
  parse: ({ receiver, generics }) => ({
    ty: result(generics[0] ?? fresh()),
    ...(receiver.origin === undefined ? {} : { origin: receiver.origin }),
  }),
  is_empty: bool,
  as_bytes: same,
  into_bytes: same,
  unwrap: same,
  expect: same,
  unwrap_or: alternative,
  unwrap_or_default: same,
  filter: visited,
  unwrap_or_else: computed,
  map: mapped,
};

/** Cells and statics, which are looked through: these are methods of `OnceLock<T>` or `LocalKey<T>`, where T has none of the name. */
const CELL: Readonly<Record<string, Rule>> = {
  get: ({ receiver }) => typed(option(receiver.ty), receiver),
  get_mut: ({ receiver }) => typed(option(receiver.ty), receiver),
  take: ({ receiver }) => typed(option(receiver.ty), receiver),
  wait: same,
  with: opened,
  try_with: opened,
  with_borrow: opened,
  with_borrow_mut: opened,
  scope: ({ receiver, args }) => {
    if (args[0] !== undefined) fillCell(receiver, args[0]);
    return args[1] ?? unknown();
  },
  sync_scope: ({ receiver, args, at }, evaluator, frame) => {
    if (args[0] !== undefined) fillCell(receiver, args[0]);
    return args[1] === undefined ? unknown() : evaluator.invoke(args[1], [], at, frame);
  },
};

function opened({ receiver, args, at }: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  return args[0] === undefined ? unknown() : evaluator.invoke(args[0], [receiver], at, frame);
}

function fillCell(cell: Value, value: Value): void {
  unify(cell.ty, value.ty);
  absorb(cell, value);
}

const FOR_ALL: Readonly<Record<string, Rule>> = {
  instrument: same,
  with_subscriber: same,
  unwrap: content,
  expect: content,
  then_some: ({ args }) => typed(option(args[0]?.ty ?? fresh()), args[0]),
  boxed: same,
  or_current: same,
  map_err: WRAPPER['map_err'] ?? same,
  into_stream: same,
  or_cancel: same,
  or_insert_with: same,
  or_insert: same,
  fuse: same,
  set: ({ receiver, args }) => {
    if (args[0] !== undefined) {
      unify(receiver.ty, args[0].ty);
      absorb(receiver, args[0]);
    }
    return typed(result(fresh()));
  },
  get_or_init: computed,
  get_or_try_init: computed,
  store: ({ receiver, args }) => {
    if (args[0] !== undefined) unify(receiver.ty, args[0].ty);
    return unknown();
  },
  upgrade: ({ receiver }) => typed(option(receiver.ty), receiver),
};
