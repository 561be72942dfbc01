// Methods that fill a list from another list or by a closure, or that part it.

import { elementOf } from '../data.ts';
import type { Evaluator } from '../evaluator.ts';
import type { MethodCall } from '../found-method.ts';
import type { Frame } from '../frame.ts';
import { unknown, type Value } from '../value.ts';
import { addTo, pairOf, visited } from './rules.ts';

/** All elements of another list are added. */
export function extended({ receiver, args }: MethodCall, { program: { keys } }: Evaluator): Value {
  return addTo(keys, receiver, [elementOf(args.at(-1) ?? unknown())]);
}

/** Both parts may have each element. */
export function parted(call: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  const { items: _, ...list } = visited(call, evaluator, frame);
  return pairOf(list, list);
}

/** Elements that a closure makes are added. */
export function addedByClosure({ receiver, args, at }: MethodCall, evaluator: Evaluator, frame: Frame): Value {
  const make = args.at(-1);
  const made = make?.calls === undefined ? unknown() : evaluator.invoke(make, [], at, frame);
  return addTo(evaluator.program.keys, receiver, [made]);
}
