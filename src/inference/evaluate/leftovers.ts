// Code that runs without a followed call: closures and functions that others hold, implementations of traits that
// others call, functions that an attribute starts, and methods of unknown receivers.

import { type Crate, type FnDef, type ImplDef, Module, type TypeDef } from '../names/definitions.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { lower } from '../types/lower.ts';
import { fresh, prune, type Ty, unify } from '../types/ty.ts';
import { type Attributed, attributedFunctions } from './attributed.ts';
import type { Evaluator } from './evaluator.ts';
import { emptyFrame } from './frame.ts';
import { decidesRequests, type Guess } from './guesses.ts';
import { seeParameters, seeTypes } from './made-by-callers.ts';
import { type Call, scopeOf } from './signature.ts';
import { unknown, type Value } from './value.ts';
import { type FoundMethod, mayBe } from './impl-fit.ts';
import { forEachType, openMethod } from './implementers.ts';
import { namedInAttributes } from './named-in-attributes.ts';
import { OpenTypes } from './open-types.ts';

/** More than any program was seen to need: beyond it the run is reported as one that is too large. */
const MOST_ROUNDS = 256;

/** Closures that were created and never called, and foreign traits that types of the program implement: something calls them. */
export function leftovers(evaluator: Evaluator, crates: readonly Crate[]): void {
  const attributed = attributedFunctions(crates);
  for (let round = 0; !evaluator.exhausted; round += 1) {
    if (round === MOST_ROUNDS) evaluator.exhausted = true;
    const before = sizeOf(evaluator);
    for (const def of [...evaluator.seen.instances.keys()]) {
      seeParts(evaluator, def, comesIn(evaluator, def));
      for (const fn of namedInAttributes(evaluator.program, def))
        if (!evaluator.reached.has(fn)) startAt(evaluator, fn);
    }
    for (const def of [...evaluator.seen.instances.keys()]) {
      for (const value of instancesByType(evaluator, def)) {
        for (const impl of evaluator.program.implsOf(def)) implementation(evaluator, impl, value);
      }
    }
    makeWanted(evaluator);
    for (const each of attributed) startAttributed(evaluator, each);
    for (const closure of [...evaluator.seen.closures]) {
      if (closure.used || closure.held) continue;
      evaluator.invoke({ ty: unknown().ty, calls: [closure] }, [], closure.syntax, closure.frame);
    }
    guesses(evaluator);
    evaluator.restartDeep();
    if (sizeOf(evaluator) === before) break;
  }
}

function sizeOf({ reached, seen: { closures, instances } }: Evaluator): number {
  let size = closures.length + instances.size;
  for (const selves of reached.values()) size += selves.size;
  for (const values of instances.values()) size += values.length;
  return size;
}

/** A value for each set of type parameters. */
function instancesByType(evaluator: Evaluator, def: TypeDef): readonly Value[] {
  if (def.generics.length === 0) return [{ ty: evaluator.seen.instances.get(def)?.[0]?.ty ?? unknown().ty }];
  return evaluator.seen.instancesOf(def);
}

function implementation(evaluator: Evaluator, impl: ImplDef, value: Value): void {
  seeAssociated(evaluator, impl, value.ty);
  if (impl.trait === undefined || FOLLOWED.test(impl.trait.text) || !isForeignTrait(impl.trait.text, impl.module))
    return;
  if (isOfKube(impl.trait.text, impl.module)) return;
  for (const fn of impl.functions.values()) {
    if (evaluator.isReached(fn, value.ty)) continue;
    // An impl for other type arguments than those of the value.
    if (mayBe(selfOf(impl), value.ty, 0)) startAt(evaluator, fn, value, undefined, impl);
  }
}

/** `parse`, `collect` and similar functions make a value of the wanted type, by its own implementation of a trait. */
function makeWanted(evaluator: Evaluator): void {
  for (const ty of evaluator.wanted.splice(0)) makeOf(evaluator, ty, MAKING, 0);
}

function makeOf(evaluator: Evaluator, given: Ty, traits: RegExp, depth: number): void {
  const ty = prune(given);
  if (ty.k !== 'nominal' || depth > 3) return;
  for (const arg of ty.args) makeOf(evaluator, arg, traits, depth + 1);
  if (traits === MAKING && comesIn(evaluator, ty.def)) seeTypes(evaluator, ty, 0);
  for (const { trait, functions } of evaluator.program.implsOf(ty.def))
    if (traits.test(trait?.text ?? ''))
      for (const fn of functions.values()) if (!evaluator.reached.has(fn)) startAt(evaluator, fn, { ty });
}

/** A method runs on every existing value of its type; a function runs without one. */
function startAttributed(evaluator: Evaluator, { fn, impl, how, attribute }: Attributed): void {
  const isMethod = fn.parameters[0]?.type === 'self_parameter';
  if (impl === undefined || !isMethod) {
    if (evaluator.reached.has(fn)) return;
    return startAt(evaluator, fn, undefined, how === 'start' ? undefined : perhaps(attribute));
  }
  const self = selfOf(impl);
  if (self.k !== 'nominal' || !evaluator.seen.instances.has(self.def)) return;
  for (const value of instancesByType(evaluator, self.def))
    if (!evaluator.isReached(fn, value.ty) && mayBe(self, value.ty, 0)) startAt(evaluator, fn, value, undefined, impl);
}

function perhaps(attribute: string): string {
  return `Only if what the attribute \`#[${attribute}]\` writes calls this function.`;
}

/** The possible methods of an unknown receiver, on each value on which they may be called. */
function guesses(evaluator: Evaluator): void {
  const waiting: Guess[] = [];
  const open = new OpenTypes();
  for (const guess of evaluator.guesses.take()) {
    const { call, at, frame } = guess;
    const { impl, fn } = call;
    if (impl === undefined || fn.parameters[0]?.type !== 'self_parameter') {
      if (call.args.length === 0) seeParameters(evaluator, fn.parameters, scopeOf(call));
      if (!evaluator.isCalled(call)) evaluator.call(call, at, frame);
      continue;
    }
    const self = selfOf(impl);
    const def = self.k === 'nominal' ? self.def : undefined;
    const made = def === undefined ? [] : evaluator.seen.instancesOf(def).filter((value) => mayBe(self, value.ty, 0));
    if (made.length === 0 && guess.onlyIfMade === true && def !== undefined && !comesIn(evaluator, def)) {
      waiting.push(guess);
      continue;
    }
    const ofTypes = made.length > 0 ? [] : forEachType(evaluator, impl, () => openMethod(impl, fn));
    const receivers: readonly Value[] = impl.generics.length === 0 || made.length === 0 ? [{ ty: self }] : made;
    for (const { receiver, implGenerics } of ofTypes.length > 0 ? ofTypes.map(asReceiver) : receivers.map(asIs)) {
      const [, ...args] = call.args;
      if (evaluator.isReached(fn, receiver.ty) && !decidesRequests(args)) continue;
      const own = guess.isOneOfSeveral === true ? args.map((arg) => open.copy(arg)) : args;
      const given = implGenerics === undefined ? {} : { implGenerics };
      evaluator.call({ ...call, ...given, self: receiver.ty, args: [receiver, ...own] }, at, frame);
    }
  }
  open.settle();
  for (const guess of waiting) evaluator.guesses.add(guess);
}

interface Receiver {
  readonly receiver: Value;
  readonly implGenerics?: ReadonlyMap<string, Ty>;
}

const asIs = (receiver: Value): Receiver => ({ receiver });
const asReceiver = ({ self, generics }: FoundMethod): Receiver => ({ receiver: { ty: self }, implGenerics: generics });

/** Whether values of a type are read from outside: then followed code need not create any. */
function comesIn({ program }: Evaluator, def: TypeDef | undefined): boolean {
  if (def === undefined) return false;
  return def.comesIn || program.implsOf(def).some(({ trait }) => /\b(?:Deserialize|FromRow)\b/.test(trait?.text ?? ''));
}

/** A derive creates complete values: the types of the program in the fields (and, for parsed values, in the variants) have values too. */
function seeParts(evaluator: Evaluator, def: TypeDef, isRead: boolean): void {
  const { module } = def;
  if (module === undefined) return;
  const generics = new Map(def.generics.map((name): [string, Ty] => [name, fresh()]));
  const scope = { module, generics, self: undefined };
  for (const { fields } of isRead ? [def, ...def.variants.values()] : [def]) {
    for (const field of fields.values()) {
      const ty = lower(field, scope);
      if (isRead) seeTypes(evaluator, ty, 0);
      makeOf(evaluator, ty, DEFAULT, 0);
    }
  }
}

/** The type of an impl, with open parameters. */
function selfOf(impl: ImplDef): Ty {
  const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
  return prune(lower(impl.selfType, { module: impl.module, generics, self: undefined }));
}

/** `type InitialState = Registered;`: code that is not read creates values of the types that an impl names. */
function seeAssociated(evaluator: Evaluator, impl: ImplDef, self: Ty): void {
  for (const type of impl.types.values()) {
    const ty = prune(lower(type, { module: impl.module, generics: new Map(), self }));
    if (ty.k === 'nominal' && !evaluator.seen.instances.has(ty.def)) evaluator.seen.addInstance({ ty });
  }
}

/** Traits whose methods are followed at their calls (conversions), or never call an API. */
const FOLLOWED = /^(?:\w+::)*(?:From|Into|TryFrom|TryInto|JsonSchema)\b/;

/** Traits that make a value of something else: `parse`, `collect`, and derives of types that contain the value call them. */
const MAKING = /^(?:\w+::)*(?:FromStr|FromIterator|Sum|Product|Deserialize)\b/;
const DEFAULT = /^(?:\w+::)*Default\b/;

/** A trait that others call: one of a crate that is not read, or that only has a model. */
function isForeignTrait(name: string, module: Module): boolean {
  const resolved = resolvePath(name.replace(/<[\s\S]*$/, '').split('::'), module, 'type')?.definition;
  if (resolved === undefined || resolved instanceof Module) return resolved === undefined;
  return resolved.kind === 'foreign' || (resolved.kind === 'trait' && resolved.module.crate.isModel);
}

/** kube's own `Resource`, whose functions its models call. A trait of another crate may have the same name. */
function isOfKube(name: string, module: Module): boolean {
  if (!/\bResource\b/.test(name)) return false;
  const found = resolvePath(name.replace(/<[\s\S]*$/, '').split('::'), module, 'type')?.definition;
  return found === undefined || !isForeign(found) || /^(?:kube|k8s_openapi)/.test(found.path[0] ?? '');
}

/** Calls a function with only the types of its arguments known. */
export function startAt(evaluator: Evaluator, fn: FnDef, self?: Value, condition?: string, impl?: ImplDef): void {
  const frame = { ...emptyFrame(fn.module, self?.ty), condition };
  seeParameters(evaluator, fn.parameters, scopeOf({ fn, args: [], self: self?.ty }));
  const args = fn.parameters.map((parameter) =>
    parameter.type === 'self_parameter' && self !== undefined ? self : unknown(),
  );
  evaluator.call(
    { fn, args, ...(self === undefined ? {} : { self: self.ty, ...contextOf(impl, fn, self.ty) }) },
    fn.syntax,
    frame,
  );
}

/** `impl<K> Plugin for Lister<K>`: what K is for this type. */
function contextOf(impl: ImplDef | undefined, fn: FnDef, self: Ty): Partial<Call> {
  if (impl === undefined || impl.generics.length === 0) return {};
  const { generics, self: open } = openMethod(impl, fn);
  unify(open, self);
  return { implGenerics: generics, impl };
}
