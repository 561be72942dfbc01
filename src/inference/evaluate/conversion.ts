// `.into()`, `.try_into()` and `T::from(x)`: calls of a `From` or `TryFrom` of the program.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { fresh, keyOf, prune, type Ty } from '../types/ty.ts';
import { result, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { holdsClient } from './handed-over.ts';
import type { MethodCall } from './found-method.ts';
import { typed, unknown, type Value, type NativeFunction } from './value.ts';
import { join } from './join.ts';
import type { FoundMethod } from './impl-fit.ts';

/** The result of converting a value: its target type is decided later, so every conversion that accepts it runs. */
export function convert(evaluator: Evaluator, { receiver, name, at }: MethodCall, frame: Frame): Value {
  const isFallible = name === 'try_into';
  if (prune(receiver.ty).k === 'var') guessConversions(evaluator, at, frame);
  const holds = holdsClient(evaluator, receiver);
  const found = mayConvert(receiver, holds) ? evaluator.program.conversions.from(receiver.ty, holds) : [];
  const made = runAll(evaluator, found, receiver, at, frame);
  if (made === undefined) {
    evaluator.accounts.note(at, 'nothing', 'looked through');
    return receiver;
  }
  const value = isFallible ? unwrapped(made) : made;
  const target: Value = found.length === 1 ? value : { ...value, ty: fresh() };
  return isFallible ? typed(result(target.ty), target) : target;
}

/** `Box::<dyn Trait>::from(x)`: the conversions of the program into that trait object. */
export function convertTo(evaluator: Evaluator, wanted: Ty, value: Value, at: Syntax, frame: Frame): Value | undefined {
  const target = prune(wanted);
  if (target.k !== 'dyn') return undefined;
  const found = evaluator.program.conversions.from(value.ty).filter(({ self }) => {
    const into = prune(self);
    return into.k === 'dyn' && into.traits.some((trait) => target.traits.includes(trait));
  });
  return runAll(evaluator, found, value, at, frame);
}

/** For an unknown value any conversion of the program may be meant; it runs at the end, if nothing else reached it. */
function guessConversions(evaluator: Evaluator, at: Syntax, frame: Frame): void {
  if (frame.site !== undefined || !evaluator.guesses.isFirst('conversions')) return;
  for (const { fn, generics, self, impl } of evaluator.program.conversions.from(fresh()))
    evaluator.guesses.add({ call: { fn, args: [unknown()], implGenerics: generics, self, impl }, at, frame });
}

/** Texts and numbers are converted to many types, and none of them makes a request. */
function mayConvert(value: Value, holds: boolean): boolean {
  const ty = prune(value.ty);
  if (ty.k === 'nominal') return holds || ty.def.module !== undefined || ty.def.path[0] === 'k8s_openapi';
  return ty.k === 'dyn' ? ty.traits.length > 0 : ty.k === 'tuple' && holds;
}

function runAll(
  evaluator: Evaluator,
  found: readonly FoundMethod[],
  value: Value,
  at: Syntax,
  frame: Frame,
): Value | undefined {
  let all: Value | undefined;
  for (const { fn, generics, self, impl } of found) {
    const made = evaluator.call({ fn, args: [value], implGenerics: generics, self, impl }, at, frame);
    const whole = prune(made.ty).k === 'var' ? typed(self, made) : made;
    all = all === undefined ? whole : join(all, whole);
  }
  return all;
}

/** `Pod::into` as a value: a function that takes a Pod. */
export function conversionItem(source: Ty, name: string, at: Syntax, frame: Frame): Value {
  const run: NativeFunction['run'] = (args, evaluator) => {
    const receiver = args[0] ?? unknown();
    return convert(evaluator, { receiver, name, args: [], generics: [], at, source: at }, frame);
  };
  return { ty: fresh(), calls: [{ k: 'native', key: `${keyOf(source)}.${name}`, run, takes: [source] }] };
}
