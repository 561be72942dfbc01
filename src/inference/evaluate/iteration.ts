// The sources of a loop: lists and streams, and types of the program that are iterators themselves.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { prune } from '../types/ty.ts';
import { elementOf, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { callMethod } from './method.ts';
import type { Value } from './value.ts';

/** One element of the source of a `for`. */
export function elementsOf(evaluator: Evaluator, list: Value, at: Syntax, frame: Frame): Value {
  const ty = prune(list.ty);
  if (ty.k !== 'nominal' || ty.def.module === undefined) return elementOf(list);
  const call = (receiver: Value, name: string): Value =>
    callMethod(evaluator, { receiver, name, args: [], generics: [], at, source: at }, frame);
  const has = (value: Value, name: string): boolean => evaluator.program.find(value.ty, name) !== undefined;
  const over = has(list, 'into_iter') ? call(list, 'into_iter') : list;
  return has(over, 'next') ? unwrapped(call(over, 'next')) : elementOf(over);
}
