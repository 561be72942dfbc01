// Results of code that is not read, which may have made a request: those that are awaited, and those that are dropped.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

/** A call that may have made a request, if something awaits its result. */
export interface Asked {
  readonly at: Syntax;
  readonly why: string;
  /** It is of a crate that reaches kube, so it may have made a request without being awaited. */
  readonly reaches?: true;
}

/** Something awaits this result: if it may be an answer of the API server, it is reported. */
export function waitFor(evaluator: Evaluator, { asked }: Value, frame: Frame): void {
  if (asked !== undefined && frame.site === undefined) evaluator.report(asked.at, frame, asked.why);
}

/** This result is dropped: the call has done all its work, and if its crate reaches kube it may have made a request. */
export function throwAway(evaluator: Evaluator, value: Value, frame: Frame): void {
  if (value.asked?.reaches === true) waitFor(evaluator, value, frame);
}

/** A value that is made of another one, such as the result of `then` on a future: awaiting it awaits both. */
export function madeOf(source: Value, made: Value): Value {
  return source.asked?.reaches === true && made.asked === undefined ? { ...made, asked: source.asked } : made;
}

/** The rest of a result that was awaited, or that was not a future. */
export function settled(value: Value): Value {
  return value.asked === undefined ? value : { ...value, asked: undefined };
}
