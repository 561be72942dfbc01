// The arguments for parameters: those of a function, and those of a closure.

import { type Closure, typed, unknown, type Value } from './value.ts';
import type { FnDef } from '../names/definitions.ts';
import { prune, unify } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { seeTypes } from './made-by-callers.ts';
import { bindPattern } from './pattern.ts';
import type { Frame } from './frame.ts';
import { lower } from '../types/lower.ts';

export function bindParameters(evaluator: Evaluator, fn: FnDef, args: readonly Value[], frame: Frame): void {
  for (const [at, parameter] of fn.parameters.entries()) {
    const value = args[at] ?? unknown();
    if (parameter.type === 'self_parameter') frame.variables.declare('self', value);
    else {
      const pattern = parameter.child('pattern');
      if (pattern !== undefined) bindPattern(evaluator, pattern, value, frame);
    }
  }
}

/** A closure's parameter may be only a pattern; a declared type decides. */
export function bindClosure(evaluator: Evaluator, closure: Closure, args: readonly Value[], frame: Frame): void {
  for (const [at, parameter] of (closure.syntax.child('parameters')?.kids ?? []).entries()) {
    const pattern = parameter.type === 'parameter' ? parameter.child('pattern') : parameter;
    const declared = parameter.type === 'parameter' ? lower(parameter.child('type'), closure.frame.scope) : undefined;
    const given = args[at] ?? unknown();
    if (declared !== undefined) unify(declared, given.ty);
    if (declared !== undefined && args[at] === undefined) seeTypes(evaluator, declared, 0);
    const value = declared === undefined || prune(declared).k === 'var' ? given : typed(declared, given);
    if (pattern !== undefined) bindPattern(evaluator, pattern, value, frame);
  }
}
