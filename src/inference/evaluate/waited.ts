// Answers of code that is not read, which may have asked the API server: what is waited for, and what nobody takes.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

/** A call that may have asked the API server, if something waits for what it gives. */
export interface Asked {
  readonly at: Syntax;
  readonly why: string;
  /** It is of a crate that reaches kube: it need not be waited for to have asked. */
  readonly reaches?: true;
}

/** Something waits for this answer: if it may be that of the API server, it is reported. */
export function waitFor(evaluator: Evaluator, { asked }: Value, frame: Frame): void {
  if (asked !== undefined && frame.site === undefined) evaluator.report(asked.at, frame, asked.why);
}

/** Nobody takes this answer: what was called did all that it does, and if its crate reaches kube it may have asked. */
export function throwAway(evaluator: Evaluator, value: Value, frame: Frame): void {
  if (value.asked?.reaches === true) waitFor(evaluator, value, frame);
}

/** A value that is made of another one, such as what `then` makes of a future: to wait for it is to wait for both. */
export function madeOf(source: Value, made: Value): Value {
  return source.asked?.reaches === true && made.asked === undefined ? { ...made, asked: source.asked } : made;
}

/** What is left of an answer that something has waited for, or that was none: a future. */
export function settled(value: Value): Value {
  return value.asked === undefined ? value : { ...value, asked: undefined };
}
