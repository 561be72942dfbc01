// A method call, and the run of the method that was found for it.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';
import type { Call } from './signature.ts';
import type { FnDef } from '../names/definitions.ts';
import type { FoundMethod } from './impl-fit.ts';

export interface MethodCall {
  readonly receiver: Value;
  readonly name: string;
  readonly args: readonly Value[];
  readonly generics: readonly Ty[];
  readonly at: Syntax;
  readonly source: Syntax;
}

export function run(evaluator: Evaluator, found: FoundMethod, call: MethodCall, frame: Frame): Value {
  return evaluator.call(
    {
      fn: found.fn,
      args: [call.receiver, ...call.args],
      generics: call.generics,
      implGenerics: found.generics,
      self: found.self,
      impl: found.impl,
    },
    call.at,
    frame,
  );
}

/** The context of a function as a value: the impl that contains it. */
export function methodContext(
  evaluator: Evaluator,
  callable: { readonly fn: FnDef; readonly self: Ty | undefined },
): Partial<Call> {
  if (callable.self === undefined || callable.fn.owner === undefined) return {};
  const found = evaluator.program.find(callable.self, callable.fn.name);
  return found === undefined || found.fn !== callable.fn
    ? {}
    : { implGenerics: found.generics, self: found.self, impl: found.impl };
}
