// Calls: functions of the program, functions of a type, functions of crates that are not read, closures.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { turbofish } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { evaluate } from './expression.ts';
import { callForeign, callForeignOf } from './foreign.ts';
import type { Frame } from './frame.ts';
import { callMethod } from './method.ts';
import { mutateReceiver } from './mutation.ts';
import { type Target, targetOf } from './path.ts';
import { noteOwnerList } from './second-checks.ts';
import { unknown, type Value } from './value.ts';

export function evaluateCall(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const callee = syntax.child('function');
  if (callee === undefined) return unknown();
  const inner = callee.type === 'generic_function' ? callee.child('function') : callee;
  if (inner?.type === 'field_expression') {
    const receiver = evaluate(evaluator, inner.child('value'), frame);
    const name = inner.child('field');
    const args = argumentsOf(evaluator, syntax, frame);
    const generics = callee.type === 'generic_function' ? turbofish(callee.child('type_arguments'), frame.scope) : [];
    const list = inner.child('value');
    if (list?.child('field')?.text === 'owner_references' && CHANGES.test(name?.text ?? ''))
      noteOwnerList(evaluator, list, evaluate(evaluator, list.child('value'), frame), frame);
    mutateReceiver(inner.child('value'), name?.text ?? '', receiver, args, frame);
    return callMethod(
      evaluator,
      { receiver, name: name?.text ?? '', args, generics, at: name ?? syntax, source: syntax },
      frame,
    );
  }
  const target = targetOf(evaluator, callee, frame);
  const args = argumentsOf(evaluator, syntax, frame);
  if (target === undefined) {
    const value = isPath(callee) ? unknown() : evaluate(evaluator, callee, frame);
    return value.calls === undefined
      ? letEscape(evaluator, args, syntax, frame)
      : evaluator.invoke(value, args, syntax, frame);
  }
  return callTarget(evaluator, target, args, syntax, frame);
}

/** Methods that may change a list, or the Option around it. */
const CHANGES =
  /^(?:get_or_insert|get_or_insert_with|get_or_insert_default|as_mut|iter_mut|insert|push|extend|append|retain|replace|take)$/;

function isPath(callee: Syntax): boolean {
  return callee.type === 'identifier' || callee.type === 'scoped_identifier' || callee.type === 'generic_function';
}

function argumentsOf(evaluator: Evaluator, call: Syntax, frame: Frame): readonly Value[] {
  const kids = call.child('arguments')?.kids ?? [];
  return kids.filter((kid) => kid.type !== 'attribute_item').map((kid) => evaluate(evaluator, kid, frame));
}

function callTarget(evaluator: Evaluator, target: Target, args: readonly Value[], at: Syntax, frame: Frame): Value {
  if (target.k === 'value') {
    if (target.value.calls !== undefined) return evaluator.invoke(target.value, args, at, frame);
    const ty = prune(target.value.ty);
    letEscape(evaluator, args, at, frame);
    return ty.k === 'function' ? { ty: ty.result } : unknown();
  }
  if (target.k === 'foreign') {
    if (frame.site !== undefined && target.path.join('::') === 'unknown') return unknown();
    return callForeign(evaluator, { path: target.path, generics: target.generics, args, at }, frame);
  }
  return callAssociated(evaluator, target, args, at, frame);
}

function callAssociated(
  evaluator: Evaluator,
  target: Extract<Target, { k: 'associated' }>,
  args: readonly Value[],
  at: Syntax,
  frame: Frame,
): Value {
  const self: Ty = prune(target.ty);
  if (self.k === 'dyn' && args[0] !== undefined) {
    // `Trait::method(x)`: the receiver is the first argument.
    return callMethod(
      evaluator,
      { receiver: args[0], name: target.name, args: args.slice(1), generics: target.generics, at, source: at },
      frame,
    );
  }
  const found =
    evaluator.program.find(self, target.name) ??
    (self.k === 'var' ? undefined : evaluator.program.findBlanket(self, target.name));
  if (found !== undefined) {
    return evaluator.call(
      {
        fn: found.fn,
        args,
        generics: target.generics,
        implGenerics: found.generics,
        self: found.self,
        impl: found.impl,
      },
      at,
      frame,
    );
  }
  if (self.k === 'var' && target.trait !== undefined && 'kind' in target.trait && target.trait.kind === 'trait') {
    let last = unknown();
    for (const each of evaluator.program.implementations(target.trait, target.name)) {
      last = evaluator.call(
        { fn: each.fn, args, generics: target.generics, implGenerics: each.generics, self: each.self, impl: each.impl },
        at,
        frame,
      );
    }
    return last;
  }
  return callForeignOf(evaluator, { ty: self, name: target.name, generics: target.generics, args, at }, frame);
}

/** Functions that are handed to code that is not read may be called there, with anything. */
export function letEscape(evaluator: Evaluator, args: readonly Value[], at: Syntax, frame: Frame): Value {
  for (const arg of args) if (arg.calls !== undefined) evaluator.invoke(arg, [], at, frame);
  return { ty: fresh() };
}
