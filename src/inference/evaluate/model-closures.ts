// Closures that a modelled function gets: they run with its receiver.

import { fresh } from '../types/ty.ts';
import { unknown, type Value } from './value.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Call } from './signature.ts';

export function invokeClosures(evaluator: Evaluator, call: Call, args: readonly Value[], frame: Frame): void {
  const { calls: _, ...receiver } = args[0] ?? unknown();
  for (const arg of args)
    if (arg.calls !== undefined) evaluator.invoke(arg, [{ ...receiver, ty: fresh() }], call.fn.syntax, frame);
}
