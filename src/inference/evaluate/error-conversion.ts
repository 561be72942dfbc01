// The call in `?`: it converts an error to the error type of the function, by a `From` of the program.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { lower } from '../types/lower.ts';
import { fresh, isNamed, keyOf, prune, type Ty, unify } from '../types/ty.ts';
import { conversionOf, isConversion } from './conversions.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { mayTake } from './impl-fit.ts';
import { typed } from './value.ts';

/** Runs each `from` that may make the error of the surrounding function, once for each pair of errors. */
export function convertError(evaluator: Evaluator, met: Ty, at: Syntax, frame: Frame): void {
  const wanted = errorOf(lower(frame.fn?.syntax.child('return_type'), frame.scope));
  if (frame.site !== undefined || wanted?.k !== 'nominal') return;
  const given = errorOf(met) ?? fresh();
  const key = `${keyOf(wanted)} ${keyOf(given)}`;
  if (evaluator.converted.has(key)) return;
  evaluator.converted.add(key);
  for (const impl of evaluator.program.implsOf(wanted.def)) {
    const fn = impl.functions.get('from');
    if (fn === undefined || !isConversion(impl)) continue;
    const { generics, self, from } = conversionOf(impl);
    if (from === undefined || !mayTake(from, given, 0)) continue;
    unify(self, wanted);
    evaluator.call({ fn, args: [typed(from)], implGenerics: generics, self, impl }, at, frame);
  }
}

function errorOf(result: Ty): Ty | undefined {
  const ty = prune(result);
  return isNamed(ty, 'Result') && ty.args[1] !== undefined ? prune(ty.args[1]) : undefined;
}
