// Values that code that is not read creates before it calls the program: those of the types of a handler's parameters.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { lower, type TypeScope } from '../types/lower.ts';
import { prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';

/** Assumes values of the types of the program among the parameters: their implementations show how they are created. */
export function seeParameters(evaluator: Evaluator, parameters: readonly Syntax[], scope: TypeScope): void {
  for (const parameter of parameters)
    if (parameter.type === 'parameter') seeTypes(evaluator, lower(parameter.child('type'), scope), 0);
}

/** Assumes values of the types of the program in a type. */
export function seeTypes(evaluator: Evaluator, given: Ty, depth: number): void {
  const ty = prune(given);
  if (depth > 4) return;
  if (ty.k === 'tuple') for (const item of ty.items) seeTypes(evaluator, item, depth + 1);
  if (ty.k !== 'nominal') return;
  if (!evaluator.seen.instances.has(ty.def)) evaluator.seen.addInstance({ ty });
  for (const arg of ty.args) seeTypes(evaluator, arg, depth + 1);
}
