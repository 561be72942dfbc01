// Methods of Option, Result and tasks.

import { option, result, unwrapped } from '../data.ts';
import { isNamed, prune, unify } from '../../types/ty.ts';
import type { Evaluator } from '../evaluator.ts';
import { typed, unknown, type Value } from '../value.ts';
import {
  added,
  alternative,
  bool,
  chained,
  computed,
  content,
  defaulted,
  iter,
  mapped,
  pairOf,
  type Rules,
  same,
  visited,
} from './rules.ts';
import { absorb, fallback, join, orElse } from '../join.ts';

export const WRAPPER: Rules = {
  // For a JoinHandle: waiting for a thread returns its value.
  join: ({ receiver }) => typed(result(unwrapped(receiver).ty), receiver),
  unwrap: content,
  expect: content,
  unwrap_or_default: defaulted,
  unwrap_unchecked: content,
  context: same,
  with_context: same,
  wrap_err: same,
  wrap_err_with: same,
  unwrap_or: alternative,
  unwrap_or_else: computed,
  or: (call) => orElse(call.receiver, call.args[0] ?? unknown()),
  or_else: (call, evaluator, frame) =>
    orElse(
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
  replace: ({ receiver, args: [item] }, evaluator) => put(evaluator, receiver, item),
  clone_from: ({ receiver, args: [item] }, evaluator) => put(evaluator, receiver, item && unwrapped(item)),
  get_or_insert_with: (call, evaluator, frame) =>
    unwrapped(put(evaluator, call.receiver, computed(call, evaluator, frame))),
  get_or_insert_default: ({ receiver }) => unwrapped(receiver),
  get_or_insert: ({ receiver, args: [item] }, evaluator) => unwrapped(put(evaluator, receiver, item)),
  insert: (call, evaluator, frame) =>
    isNamed(prune(call.receiver.ty), 'Option')
      ? unwrapped(put(evaluator, call.receiver, call.args[0]))
      : added(call, evaluator, frame),
  map_or: ({ receiver, args, at }, evaluator, frame) =>
    fallback(
      args[0] ?? unknown(),
      args[1]?.calls === undefined ? unknown() : evaluator.invoke(args[1], [unwrapped(receiver)], at, frame),
    ),
  map_or_else: ({ receiver, args, at }, evaluator, frame) =>
    fallback(
      args[0]?.calls === undefined ? unknown() : evaluator.invoke(args[0], [unknown()], at, frame),
      args[1]?.calls === undefined ? unknown() : evaluator.invoke(args[1], [unwrapped(receiver)], at, frame),
    ),
  is_some_and: (call, evaluator, frame) => (mapped(call, evaluator, frame), unknown()),
  is_ok_and: (call, evaluator, frame) => (mapped(call, evaluator, frame), unknown()),
  iter: ({ receiver }) => typed(iter(unwrapped(receiver).ty), receiver),
  into_iter: ({ receiver }) => typed(iter(unwrapped(receiver).ty), receiver),
  transpose: same,
  flatten: content,
  xor: ({ receiver, args: [other = unknown()] }) => join(receiver, other),
  zip: ({ receiver, args: [other = unknown()] }) => {
    const both = pairOf(unwrapped(receiver), unwrapped(other));
    return typed(option(both.ty), both);
  },
  and: ({ args }) => args[0] ?? unknown(),
  is_some: bool,
  is_none: bool,
  is_ok: bool,
  is_err: bool,
  unzip: same,
  ok_into: same,
  err_into: same,
  or_default: defaulted,
};

/** An Option holds the stored value from now on; for another type the name alone proves less. */
function put({ program: { keys } }: Evaluator, receiver: Value, item: Value | undefined): Value {
  if (item === undefined || !isNamed(prune(receiver.ty), 'Option')) return join(receiver, item ?? unknown());
  unify(unwrapped(receiver).ty, item.ty);
  absorb(keys, receiver, item);
  return receiver;
}
