// Calls: functions of the program, functions of a type, functions of crates that are not read, closures.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Module } from '../names/definitions.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { turbofish } from '../types/lower.ts';
import { prune, type Ty, unify } from '../types/ty.ts';
import { compiledParts } from './compiled-parts.ts';
import { convertTo } from './conversion.ts';
import type { Evaluator } from './evaluator.ts';
import { callForeign } from './foreign.ts';
import type { Frame } from './frame.ts';
import { handOver, isTonicServer, letEscape } from './handed-over.ts';
import { callMethod } from './method.ts';
import { keepFilled, lends, lentFrom, rewordReceiver } from './mutation.ts';

import { noteOwnerList } from './second-checks.ts';
import { type Target, targetOf } from './target.ts';
import { unknown, type Value } from './value.ts';
import { join } from './join.ts';
import { type FoundMethod, mayBe, methodOf } from './impl-fit.ts';
import { callForeignOf } from './foreign-type.ts';

export function evaluateCall(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const callee = syntax.child('function');
  if (callee === undefined) return unknown();
  const inner = callee.type === 'generic_function' ? callee.child('function') : callee;
  if (inner?.type === 'field_expression') {
    const place = inner.child('value');
    const at = inner.child('field');
    const name = at?.text ?? '';
    const given = evaluator.evaluate(place, frame);
    const receiver = lends(name) ? lentFrom(evaluator, place, given, frame) : given;
    const args = argumentsOf(evaluator, syntax, frame);
    const generics = callee.type === 'generic_function' ? turbofish(callee.child('type_arguments'), frame.scope) : [];
    if (place?.child('field')?.text === 'owner_references' && CHANGES.test(name))
      noteOwnerList(evaluator, place, evaluator.evaluate(place.child('value'), frame), frame);
    rewordReceiver(evaluator, place, { name, receiver, args }, frame);
    const value = callMethod(evaluator, { receiver, name, args, generics, at: at ?? syntax, source: syntax }, frame);
    keepFilled(evaluator, place, { name, receiver }, frame);
    return value;
  }
  if (!isPath(callee)) {
    const value = evaluator.evaluate(callee, frame);
    return callTarget(evaluator, { k: 'value', value }, argumentsOf(evaluator, syntax, frame), syntax, frame);
  }
  const target = targetOf(evaluator, callee, frame);
  const args = argumentsOf(evaluator, syntax, frame);
  if (target === undefined) return callMissing(evaluator, nameOf(syntax), args, syntax, frame);
  return callTarget(evaluator, target, args, syntax, frame);
}

/** Methods that may change a list, or the Option around it. */
const CHANGES =
  /^(?:get_or_insert|get_or_insert_with|get_or_insert_default|as_mut|iter_mut|insert|push|extend|append|retain|replace|take)$/;

function isPath(callee: Syntax): boolean {
  return callee.type === 'identifier' || callee.type === 'scoped_identifier' || callee.type === 'generic_function';
}

function argumentsOf(evaluator: Evaluator, call: Syntax, frame: Frame): readonly Value[] {
  return compiledParts(evaluator, call.child('arguments')?.kids ?? [], frame).map((kid) =>
    evaluator.evaluate(kid, frame),
  );
}

function callTarget(evaluator: Evaluator, target: Target, args: readonly Value[], at: Syntax, frame: Frame): Value {
  if (target.k === 'value') {
    const ty = prune(target.value.ty);
    if (target.value.calls !== undefined) {
      // `Box<dyn FnOnce(Api<Pod>)>`: the declared type decides what `Api::all(client)` is.
      if (ty.k === 'function') for (const [at, param] of ty.params.entries()) unify(param, args[at]?.ty ?? param);
      const made = evaluator.invoke(target.value, args, at, frame);
      // `const NODES: fn(Client) -> Api<Node> = Api::all`
      if (ty.k === 'function') unify(ty.result, made.ty);
      return made;
    }
    letEscape(evaluator, args, at, frame);
    const crate = target.value.crate;
    const holds = handOver(evaluator, { crate, name: nameOf(at), args, at }, frame);
    return { ...(ty.k === 'function' ? { ty: ty.result } : unknown()), ...(holds ? { holds } : {}) };
  }
  if (target.k === 'foreign') {
    if (frame.site !== undefined && target.path.join('::') === 'unknown') return unknown();
    return callNamed(evaluator, target, args, at, frame);
  }
  return callAssociated(evaluator, target, args, at, frame);
}

function nameOf(call: Syntax): string {
  return call.child('function')?.text.replace(/\s+/g, '').slice(0, 60) ?? '';
}

/** A function that is not read: one of another crate, or one of the program without an item (a build script or a macro writes it). */
function callNamed(
  evaluator: Evaluator,
  { path, generics }: Extract<Target, { k: 'foreign' }>,
  args: readonly Value[],
  at: Syntax,
  frame: Frame,
): Value {
  const { module } = frame.scope;
  const isOwn = path.length > 1 && path[0] === module.crate.name && !module.crate.isModel && !isTonicServer(path);
  const [only = ''] = path;
  if (!isOwn && (path.length > 1 || PRELUDE.has(only)))
    return callForeign(evaluator, { path, generics, args, at }, frame);
  const crate = isOwn ? undefined : globbed(module);
  if (crate !== undefined) return callForeign(evaluator, { path: [crate, ...path], generics, args, at }, frame);
  return callMissing(evaluator, path.at(-1) ?? '', args, at, frame);
}

/** A function without an item. */
function callMissing(evaluator: Evaluator, name: string, args: readonly Value[], at: Syntax, frame: Frame): Value {
  letEscape(evaluator, args, at, frame);
  handOver(evaluator, { crate: frame.scope.module.crate.name, name, args, at }, frame);
  return { ...unknown(), missing: name };
}

/** Names in every module (std::prelude). */
const PRELUDE = new Set(['Some', 'Ok', 'Err', 'None', 'drop', 'Box', 'size_of', 'align_of']);

/** A crate with a glob import (`use other::prelude::*`): an undeclared name may come from it. */
function globbed(module: Module): string | undefined {
  for (let at: Module | undefined = module; at !== undefined; at = at.parent) {
    for (const glob of at.globs) {
      const found = resolvePath(glob.path, glob.module, 'type')?.definition;
      if (found !== undefined && isForeign(found)) return found.path[0];
    }
    if (!at.isBlock) return undefined;
  }
  return undefined;
}

/** `Paint::draw(&x)`, `<X as Paint>::draw(&x)`: neither X's own `draw` nor that of another trait. */
function ofNamedTrait(
  { program }: Evaluator,
  { trait, name }: Extract<Target, { k: 'associated' }>,
  ty: Ty | undefined,
): FoundMethod | undefined {
  const self = ty === undefined ? undefined : prune(ty);
  if (self?.k !== 'nominal' || trait === undefined || !('kind' in trait) || trait.kind !== 'trait') return undefined;
  const impls = program.implsOfTrait(trait).filter(({ head }) => head === self.def);
  const first = program.find(self, name)?.impl;
  if (impls.some(({ impl }) => impl === first)) return undefined;
  return impls.map((each) => methodOf(each, self, name)).find((found) => found !== undefined);
}

export function callAssociated(
  evaluator: Evaluator,
  target: Extract<Target, { k: 'associated' }>,
  args: readonly Value[],
  at: Syntax,
  frame: Frame,
): Value {
  const self: Ty = prune(target.ty);
  if (self.k === 'dyn' && (target.name === 'from' || target.name === 'try_from') && args[0] !== undefined)
    return convertTo(evaluator, self, args[0], at, frame) ?? kept(evaluator, args[0], at);
  const chosen = ofGenericTrait(evaluator, target, args, at, frame);
  if (chosen !== undefined) return chosen;
  const meant = ofNamedTrait(evaluator, target, self.k === 'dyn' ? args[0]?.ty : self);
  if (meant !== undefined) {
    const { fn, generics: implGenerics, impl } = meant;
    return evaluator.call({ fn, args, generics: target.generics, implGenerics, self: meant.self, impl }, at, frame);
  }
  if (self.k === 'dyn' && args[0] !== undefined) {
    // `Trait::method(x)`: the receiver is the first argument.
    return callMethod(
      evaluator,
      { receiver: args[0], name: target.name, args: args.slice(1), generics: target.generics, at, source: at },
      frame,
    );
  }
  const found =
    evaluator.program.find(
      self,
      target.name,
      args.map((arg) => arg.ty),
    ) ?? (self.k === 'var' ? undefined : evaluator.program.findBlanket(self, target.name, args.length));
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

/** `Lists::<Pod>::all(&app)`, `<App as Lists<Pod>>::all(&app)`: a type has one implementation for each argument of the trait. */
function ofGenericTrait(
  evaluator: Evaluator,
  { ty, name, generics, trait, traitArgs = [] }: Extract<Target, { k: 'associated' }>,
  args: readonly Value[],
  at: Syntax,
  frame: Frame,
): Value | undefined {
  const self = prune(ty);
  const named = self.k === 'dyn' ? self.traits[0] : trait;
  const given = self.k === 'dyn' ? self.args : traitArgs;
  const receiver = prune(self.k === 'dyn' ? (args[0]?.ty ?? self) : self);
  if (named === undefined || !('kind' in named) || named.kind !== 'trait' || given.length === 0) return undefined;
  if (receiver.k !== 'nominal') return undefined;
  let result: Value | undefined;
  for (const found of evaluator.program.implementations(named, name, given)) {
    if (!mayBe(found.self, receiver, 0)) continue;
    const value = evaluator.call(
      { fn: found.fn, args, generics, implGenerics: found.generics, self: receiver, impl: found.impl },
      at,
      frame,
    );
    result = result === undefined ? value : join(result, value);
  }
  return result;
}

/** A conversion of the standard library returns its argument. */
function kept(evaluator: Evaluator, value: Value, at: Syntax): Value {
  evaluator.accounts.note(at, 'nothing', 'looked through');
  return value;
}
