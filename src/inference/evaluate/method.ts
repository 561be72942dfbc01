// Method calls: the type of the receiver selects the method, and the value of the receiver decides its effects.

import { isOfOtherCrate } from './asked.ts';
import { choices } from './constant-list.ts';
import type { TraitDef } from '../names/definitions.ts';
import { isList, isMap, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { convert } from './conversion.ts';
import { dereferenced } from './dereference.ts';
import { derivedMethod } from './derived-method.ts';
import type { Evaluator } from './evaluator.ts';
import { type MethodCall, run } from './found-method.ts';
import type { Frame } from './frame.ts';
import { buildFurther } from './function-builder.ts';
import { holdsClient } from './handed-over.ts';
import { forEachType } from './implementers.ts';
import { CONVERTING, KNOWN_DERIVES, ONLY_API, REQUESTS, TRANSPARENT } from './method-names.ts';
import { callStandard } from './standard/standard.ts';
import { callUnknown, guess, leave } from './unknown-receiver.ts';
import { typed, unknown, type Value } from './value.ts';
import { displayed } from './displayed.ts';
import { findOfObject } from './of-object.ts';
import { join } from './join.ts';
import { madeOf } from './waited.ts';
import { type FoundMethod, mayBe } from './impl-fit.ts';

export function callMethod(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  const { program } = evaluator;
  if (call.receiver.builds !== undefined) return buildFurther(evaluator, call, call.receiver.builds, frame);
  const self = prune(call.receiver.ty);
  const found = self.k === 'nominal' || self.k === 'tuple' ? program.find(self, call.name, typesOf(call)) : undefined;
  if (found !== undefined) {
    const rivals = program.rivals(found, self, call.name, typesOf(call));
    if (rivals.length === 0) return run(evaluator, found, call, frame);
    for (const each of [found, ...rivals]) run(evaluator, each, call, frame);
    return unknown();
  }
  const ofObject = findOfObject(program, self, call.name);
  if (ofObject !== undefined) return run(evaluator, ofObject, call, frame);
  if (self.k === 'dyn' && declares(self, call.name)) return callDyn(evaluator, call, self, frame);
  if (CONVERTING.has(call.name) && call.args.length === 0) return convert(evaluator, call, frame);
  const isWatched = call.name === 'borrow' && isNamed(self, 'Channel');
  const isTrimmed = call.name === 'trim' && choices(call.receiver)?.some((each) => each !== each.trim()) === true;
  const shown = call.name === 'to_string' ? displayed(evaluator, call.receiver, call.at, frame) : undefined;
  if (shown !== undefined) return shown;
  if (isOfOtherCrate(evaluator, call, self)) return callUnknown(evaluator, call, frame);
  if (TRANSPARENT.has(call.name) && call.args.length === 0 && !isWatched && !isTrimmed) {
    if (self.k === 'var') guess(evaluator, call, frame, true);
    // `impl<T: Deref<Target = Inner>> Writer for T { fn write(&self) … }`: here the name alone proves nothing.
    const own = self.k === 'var' ? undefined : program.findBlanket(self, call.name, 1);
    if (own !== undefined && !own.fn.module.crate.isModel) {
      const value = run(evaluator, own, call, frame);
      return self.k === 'nominal' && self.def.module !== undefined ? value : call.receiver;
    }
    evaluator.accounts.note(call.at, 'nothing', 'looked through');
    const isCopied = COPIES.has(call.name) && holdsText(self) && call.receiver.isShared !== true;
    return isCopied ? { ...call.receiver, heldIn: undefined } : call.receiver;
  }
  if (self.k === 'dyn') return callDyn(evaluator, call, self, frame);
  const target = dereferenced(evaluator, call.receiver, call.at, frame);
  if (target !== undefined) return callMethod(evaluator, { ...call, receiver: target }, frame);
  const isFunction = call.receiver.calls !== undefined && (self.k === 'var' || self.k === 'function');
  const ofFunctions = isFunction ? program.findForFunctions(self, call.name, call.args.length + 1) : undefined;
  if (ofFunctions !== undefined) return run(evaluator, ofFunctions, call, frame);
  // The receiver may also be of a type of the program that has a method of this name.
  const mayBeOwn = self.k === 'var' && guess(evaluator, call, frame, true).length > 0;
  const standard = mayBeOwn && FILLS_CELL.has(call.name) ? undefined : callStandard(evaluator, call, frame);
  if (standard !== undefined) {
    if (mayBeOwn) evaluator.accounts.note(call.at, 'followed');
    else evaluator.accounts.note(call.at, 'nothing', 'standard library');
    if (MAKES.has(call.name)) evaluator.wanted.push(...call.generics, standard.ty);
    return madeOf(call.receiver, standard);
  }
  const blanket = self.k === 'var' ? undefined : program.findBlanket(self, call.name, call.args.length + 1);
  if (blanket !== undefined) return run(evaluator, blanket, call, frame);
  if (self.k === 'var') return callUnknown(evaluator, call, frame);
  const derived = derivedMethod(evaluator, call, frame);
  if (derived === undefined) return callInside(evaluator, call, self, frame);
  evaluator.accounts.note(call.at, 'followed');
  return derived;
}

/** They give an unknown cell the type of their argument, which proves nothing if the receiver is something else. */
const FILLS_CELL = new Set(['set', 'store']);

/** Methods that copy a text. The clone of a list may be that of a pointer to it. */
const COPIES = new Set(['clone', 'to_owned', 'to_string', 'cloned', 'copied', 'to_vec', 'into_string']);

function holdsText(self: Ty): boolean {
  const inside = isNamed(self, 'Option') ? prune(self.args[0] ?? self) : self;
  return isNamed(inside, 'String');
}

/** Methods of the standard library that make a value of the wanted type. */
const MAKES = new Set(['parse', 'collect', 'sum', 'product', 'try_collect']);

/** Whether one of the traits of a trait object, or a type behind it, has a method of the name. */
function declares(self: Ty & { readonly k: 'dyn' }, name: string): boolean {
  return self.among !== undefined || self.traits.some((trait) => trait.functions.has(name));
}

function typesOf({ receiver, args }: MethodCall): readonly Ty[] {
  return [receiver.ty, ...args.map((arg) => arg.ty)];
}

/** For a trait object every implementation may run. */
function callDyn(evaluator: Evaluator, call: MethodCall, self: Ty & { readonly k: 'dyn' }, frame: Frame): Value {
  let result: Value | undefined;
  const add = (value: Value): void => {
    result = result === undefined ? value : join(result, value);
  };
  for (const each of self.among ?? [])
    add(callMethod(evaluator, { ...call, receiver: typed(each, call.receiver) }, frame));
  for (const trait of self.traits) {
    for (const { found, receiver } of implementationsFor(evaluator, trait, call, self))
      add(run(evaluator, found, { ...call, receiver }, frame));
    const declared = trait.functions.get(call.name);
    if (result === undefined && declared !== undefined) {
      return evaluator.call(
        { fn: declared, args: [call.receiver, ...call.args], generics: call.generics, self },
        call.at,
        frame,
      );
    }
  }
  if (result === undefined && self.of !== undefined)
    return callMethod(evaluator, { ...call, receiver: typed(self.of, call.receiver) }, frame);
  if (result !== undefined) return result;
  const standard = callStandard(evaluator, call, frame);
  if (standard === undefined) return leave(evaluator, call, frame);
  evaluator.accounts.note(call.at, 'nothing', 'standard library');
  return standard;
}

/** The implementations behind a trait object; a generic one for each way in which the program created its type. */
function implementationsFor(
  evaluator: Evaluator,
  trait: TraitDef,
  call: MethodCall,
  self: Ty & { readonly k: 'dyn' },
): readonly { readonly found: FoundMethod; readonly receiver: Value }[] {
  const { program } = evaluator;
  const all = program.implementations(trait, call.name, self.args);
  return all.flatMap((found, at) => {
    const head = prune(found.self);
    if (self.of !== undefined) {
      if (!mayBe(found.self, self.of, 0)) return [];
      unify(found.self, self.of);
    } else if (head.k === 'nominal' && (found.impl?.generics.length ?? 0) > 0) {
      const made = evaluator.seen.instancesOf(head.def).flatMap((value) => {
        const again = program.implementations(trait, call.name, self.args)[at];
        if (again === undefined || !mayBe(again.self, value.ty, 0)) return [];
        unify(again.self, value.ty);
        return [{ found: again, receiver: value }];
      });
      if (made.length > 0) return made;
    }
    const ofTypes =
      self.of === undefined
        ? forEachType(evaluator, found.impl, () => program.implementations(trait, call.name, self.args)[at])
        : [];
    return (ofTypes.length > 0 ? ofTypes : [found]).map((each) => ({
      found: each,
      receiver: typed(each.self, call.receiver),
    }));
  });
}

/** The receiver is an unknown wrapper; a method of its content is the best guess. */
function callInside(evaluator: Evaluator, call: MethodCall, self: Ty, frame: Frame): Value {
  if (
    self.k === 'nominal' &&
    self.def.module === undefined &&
    !isNamed(self, 'Vec', 'HashMap', 'BTreeMap', 'HashSet', 'Iter')
  ) {
    for (const arg of self.args) {
      const inside = prune(arg);
      if (inside.k === 'nominal' && evaluator.program.find(inside, call.name) !== undefined)
        return callMethod(evaluator, { ...call, receiver: typed(inside, heldIn(call.receiver)) }, frame);
    }
  }
  if (self.k === 'nominal' && self.def.module?.crate.isModel === false) return callUnwritten(evaluator, call, frame);
  if (isOfStandard(self) && guess(evaluator, call, frame, true).length > 0) {
    evaluator.accounts.note(call.at, 'followed');
    return unknown();
  }
  return leave(evaluator, call, frame);
}

/** The content of the only variant of a value from another crate: `Cow::Borrowed(&api)`. */
function heldIn(value: Value): Value {
  const [only, ...more] = value.fields ?? [];
  return only?.[0].endsWith('.0') === true && more.length === 0 ? only[1] : value;
}

/** A list, a pair or an Option without a method of the name is really another type. */
function isOfStandard(self: Ty): boolean {
  return (
    self.k === 'tuple' || isList(self) || isMap(self) || isNamed(self, 'Option', 'Result', 'JoinHandle', 'Channel')
  );
}

/** Methods of wrappers that frameworks put around a value, such as rocket's State; a wrapper is the type that it wraps. */
const OF_WRAPPERS = new Set(['inner', 'inner_mut', 'get_ref', 'get_mut', 'into_ref']);

/**
 * A type of the program has no visible method of the name. If a trait of the program declares one, a derive or an
 * attribute implements it: it has the default of the trait, or passes the call on to another implementation.
 */
function callUnwritten(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  const declared = evaluator.program
    .declaring(call.name)
    .flatMap((trait) => trait.functions.get(call.name) ?? [])
    .filter(({ parameters }) => parameters.length === call.args.length + 1);
  const [first] = declared;
  const self = prune(call.receiver.ty);
  const isWritten = self.k === 'nominal' && self.def.derives.some((name) => !KNOWN_DERIVES.has(name));
  if (first === undefined && !isWritten && call.args.length === 0 && OF_WRAPPERS.has(call.name)) {
    evaluator.accounts.note(call.at, 'nothing', 'looked through');
    return call.receiver;
  }
  const mayAsk = isWritten || REQUESTS.has(call.name) || ONLY_API.has(call.name);
  if (first === undefined && mayAsk && frame.site === undefined && holdsClient(evaluator, call.receiver))
    evaluator.report(
      call.at,
      frame,
      `No method \`${call.name}\` of this type is found (a derive or an attribute may write it), and it holds a client of the API server; what this call asks for is not known.`,
    );
  if (first === undefined && guess(evaluator, call, frame, true).length > 0) {
    evaluator.accounts.note(call.at, 'followed');
    return unknown();
  }
  if (first === undefined || frame.site !== undefined) return leave(evaluator, call, frame);
  const { receiver, args, generics } = call;
  let result: Value | undefined;
  for (const fn of declared) {
    const value = evaluator.call({ fn, args: [receiver, ...args], generics, self: receiver.ty }, call.at, frame);
    result = result === undefined ? value : join(result, value);
  }
  const others = guess(evaluator, call, frame, false);
  const isGiven = declared.every(({ syntax }) => syntax.child('body') !== undefined);
  if (!isGiven && others.length === 0)
    evaluator.report(
      call.at,
      frame,
      `No implementation of \`${call.name}\` for this type is found (a derive may write it), so what this call asks for is not known.`,
    );
  return result ?? leave(evaluator, call, frame);
}
