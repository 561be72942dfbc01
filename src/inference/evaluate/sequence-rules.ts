// Functions that create iterators and streams, of the standard library and of futures.

import { elementOf, field, result, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { ForeignCall, Rule } from './foreign-rules.ts';
import type { Frame } from './frame.ts';
import { listOf } from './literals.ts';
import { unify } from '../types/ty.ts';
import { typed, unknown, type Value } from './value.ts';

const these: Rule = ({ args, generics: [written] }) => {
  for (const arg of written === undefined ? [] : args) unify(written ?? arg.ty, arg.ty);
  return listOf(args);
};
const repeated: Rule = (call, evaluator, frame) => listOf([made(call, evaluator, frame, [])]);
const whileSome: Rule = (call, evaluator, frame) => listOf([unwrapped(made(call, evaluator, frame, []))]);

/** By the last two names of the path. */
export const SEQUENCE_RULES: Readonly<Record<string, Rule>> = {
  'iter::once': these,
  'iter::repeat': these,
  'iter::empty': () => listOf([]),
  'iter::repeat_with': repeated,
  'iter::once_with': repeated,
  'iter::from_fn': whileSome,
  'iter::successors': ({ args: [first = unknown(), next], at }, evaluator, frame) => {
    const start = unwrapped(first);
    return listOf(next?.calls === undefined ? [start] : [start, unwrapped(evaluator.invoke(next, [start], at, frame))]);
  },
  'stream::once': these,
  'stream::repeat': these,
  'stream::empty': () => listOf([]),
  'stream::repeat_with': repeated,
  'stream::poll_fn': whileSome,
  'stream::select': ({ args }) => listOf(args.map(elementOf)),
  'stream::unfold': (call, evaluator, frame) =>
    listOf([field(evaluator, unwrapped(made(call, evaluator, frame, call.args.slice(0, 1))), '0')]),
  'stream::try_unfold': (call, evaluator, frame) => {
    const item = field(evaluator, unwrapped(unwrapped(made(call, evaluator, frame, call.args.slice(0, 1)))), '0');
    return listOf([typed(result(item.ty), item)]);
  },
};

/** The result of the closure that creates the elements, which is the last argument. */
function made({ args, at }: ForeignCall, evaluator: Evaluator, frame: Frame, given: readonly Value[]): Value {
  const make = args.at(-1);
  return make?.calls === undefined ? unknown() : evaluator.invoke(make, given, at, frame);
}
