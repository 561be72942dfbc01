// Runs the analysis from `main`; again when a run learned what it had needed to know earlier.

import { type Crate, type FnDef, type ImplDef, Module, type TypeDef } from '../names/definitions.ts';
import { forgetNames, resolvePath } from '../names/resolve.ts';
import { lower } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import type { Counts } from './accounts.ts';
import { Evaluator, type Seen, type Settings } from './evaluator.ts';
import { emptyFrame } from './frame.ts';
import { holdsMore } from './held.ts';
import { decidesRequests, type Guess } from './guesses.ts';
import { mayBe, Program } from './program.ts';
import { evaluateMacro, nameFunctions } from './macro.ts';
import type { Request, Unresolved } from './request.ts';
import { unknown, type Value } from './value.ts';

export interface Run {
  readonly program: Program;
  readonly requests: readonly Request[];
  readonly unresolved: readonly Unresolved[];
  readonly counts: Counts;
}

/** Evaluates a program; the first of `crates` holds `main`. `everything` takes every public function as a start. */
export function runMain(
  crates: readonly Crate[],
  settings: Omit<Settings, 'before'>,
  start: 'main' | 'everything',
): Run {
  forgetNames();
  const program = new Program(settings.declared);
  for (const crate of crates) program.addCrate(crate);
  const first = runOnce(program, crates, { ...settings, before: NOTHING }, start);
  // What a struct's field, a static or a trait object holds may have been seen only after it was read.
  let last = needsMore(first) ? runOnce(program, crates, { ...settings, before: first }, start) : first;
  let before: Seen = first;
  for (let runs = 2; holdsMore(last, before) && runs < MAX_RUNS; runs += 1) {
    before = last;
    last = runOnce(program, crates, { ...settings, before }, start);
  }
  const { requests, unresolved, accounts, exhausted } = last;
  const { counts, left } = accounts.close();
  // Nothing is left over: a call that no rule above took is unknown, whatever it is.
  const missed = exhausted ? [] : left.map(({ source, line }) => ({ place: { path: source.path, line }, why: MISSED }));
  return { program, requests, unresolved: [...unresolved, ...missed], counts };
}

/** Each run may bring one more state of a state machine into reach. */
const MAX_RUNS = 12;

const MISSED = 'This call was not followed, so what it asks for is not known.';

const NOTHING: Seen = {
  fields: new Map(),
  assigned: new Map(),
  instances: new Map(),
  constants: new Map(),
  closureCount: 0,
};

function needsMore({ constants, fields, instances }: Evaluator): boolean {
  const isFilled = [...constants.values()].some((value) => value.empty === false);
  return isFilled || fields.size > 0 || [...instances.values()].some((values) => values.length > 1);
}

function runOnce(
  program: Program,
  crates: readonly Crate[],
  settings: Settings,
  start: 'main' | 'everything',
): Evaluator {
  const evaluator = new Evaluator(program, settings);
  const [root] = crates;
  if (root === undefined) return evaluator;
  for (const fn of start === 'main' ? mainOf(root) : publicFunctions(root)) startAt(evaluator, fn);
  for (const crate of crates) if (!crate.isModel) registered(evaluator, crate.root);
  leftovers(evaluator);
  skipUncalled(evaluator);
  evaluator.reportCut();
  if (evaluator.exhausted) {
    const fn = mainOf(root)[0];
    evaluator.unresolved.push({
      place: { path: fn?.syntax.source.path ?? '', line: fn?.syntax.line ?? 1 },
      why: 'The program is too large to be followed to the end.',
    });
  }
  return evaluator;
}

/** What `inventory::submit!` and other macros among the items are given. */
function registered(evaluator: Evaluator, module: Module): void {
  for (const call of module.foreignMacros) {
    const frame = emptyFrame(module);
    evaluateMacro(evaluator, call, frame);
    nameFunctions(evaluator, call, frame);
  }
  for (const definitions of module.items.values())
    for (const item of definitions) if (item instanceof Module && item.parent === module) registered(evaluator, item);
}

function mainOf(crate: Crate): readonly FnDef[] {
  const found = crate.root.items
    .get('main')
    ?.find((item): item is FnDef => !(item instanceof Module) && item.kind === 'fn');
  if (found !== undefined) return [found];
  // `pub use`d or written by a macro.
  return [];
}

function publicFunctions(crate: Crate): readonly FnDef[] {
  const found: FnDef[] = [];
  const visit = (module: Module): void => {
    for (const definitions of module.items.values()) {
      for (const definition of definitions) {
        if (definition instanceof Module) visit(definition);
        else if (definition.kind === 'fn') found.push(definition);
      }
    }
    for (const impl of module.impls) found.push(...impl.functions.values());
  };
  visit(crate.root);
  return found;
}

function startAt(evaluator: Evaluator, fn: FnDef, self?: Value): void {
  const frame = emptyFrame(fn.module, self?.ty);
  const args = fn.parameters.map((parameter) =>
    parameter.type === 'self_parameter' && self !== undefined ? self : unknown(),
  );
  evaluator.call({ fn, args, ...(self === undefined ? {} : { self: self.ty }) }, fn.syntax, frame);
}

/** Closures that were made and never called, and foreign traits that types of the program implement: someone calls them. */
function leftovers(evaluator: Evaluator): void {
  for (let round = 0; round < 16; round += 1) {
    const before = sizeOf(evaluator);
    for (const def of [...evaluator.instances.keys()]) if (comesIn(evaluator, def)) seeParts(evaluator, def);
    for (const def of [...evaluator.instances.keys()]) {
      for (const value of instancesByType(evaluator, def)) {
        for (const impl of evaluator.program.implsOf(def)) implementation(evaluator, impl, value);
      }
    }
    for (const closure of [...evaluator.closures]) {
      if (closure.used || closure.held) continue;
      evaluator.invoke({ ty: unknown().ty, calls: [closure] }, [], closure.syntax, closure.frame);
    }
    guesses(evaluator);
    if (sizeOf(evaluator) === before) break;
  }
}

/** A closure in a variable that no code that runs names is called by nobody. */
function skipUncalled({ accounts, closures }: Evaluator): void {
  const called = new Set(closures.filter(({ held }) => !held).map(({ syntax }) => syntax));
  for (const { syntax } of closures) if (!called.has(syntax)) accounts.skip(syntax);
}

function sizeOf({ reached, closures, instances }: Evaluator): number {
  let size = closures.length + instances.size;
  for (const selves of reached.values()) size += selves.size;
  for (const values of instances.values()) size += values.length;
  return size;
}

/** A value for each way in which a type's parameters were filled. */
function instancesByType(evaluator: Evaluator, def: TypeDef): readonly Value[] {
  if (def.generics.length === 0) return [{ ty: evaluator.instances.get(def)?.[0]?.ty ?? unknown().ty }];
  return evaluator.instancesOf(def);
}

function implementation(evaluator: Evaluator, impl: ImplDef, value: Value): void {
  seeAssociated(evaluator, impl, value.ty);
  if (impl.trait === undefined || DERIVED.test(impl.trait.text) || !isForeignTrait(impl.trait.text, impl.module))
    return;
  for (const fn of impl.functions.values()) {
    if (evaluator.isReached(fn, value.ty)) continue;
    // An impl for other type arguments than the value has.
    if (mayBe(selfOf(impl), value.ty, 0)) startAt(evaluator, fn, value);
  }
}

/** The methods that may be meant where a receiver is not known, on each value that they may be called on. */
function guesses(evaluator: Evaluator): void {
  const waiting: Guess[] = [];
  for (const { call, at, frame, onlyIfMade } of evaluator.guesses.take()) {
    const { impl, fn } = call;
    if (impl === undefined || fn.parameters[0]?.type !== 'self_parameter') {
      if (!evaluator.isCalled(call)) evaluator.call(call, at, frame);
      continue;
    }
    const self = selfOf(impl);
    const def = self.k === 'nominal' ? self.def : undefined;
    const made = def === undefined ? [] : evaluator.instancesOf(def).filter((value) => mayBe(self, value.ty, 0));
    if (made.length === 0 && onlyIfMade === true && !comesIn(evaluator, def)) {
      waiting.push({ call, at, frame, onlyIfMade });
      continue;
    }
    const receivers: readonly Value[] = impl.generics.length === 0 || made.length === 0 ? [{ ty: self }] : made;
    for (const receiver of receivers) {
      const [, ...args] = call.args;
      if (evaluator.isReached(fn, receiver.ty) && !decidesRequests(args)) continue;
      evaluator.call({ ...call, self: receiver.ty, args: [receiver, ...args] }, at, frame);
    }
  }
  for (const guess of waiting) evaluator.guesses.add(guess);
}

/** Whether values of a type are read from outside: then none need be made by code that was followed. */
function comesIn({ program }: Evaluator, def: TypeDef | undefined): boolean {
  if (def === undefined) return false;
  return def.comesIn || program.implsOf(def).some(({ trait }) => /\b(?:Deserialize|FromRow)\b/.test(trait?.text ?? ''));
}

/** What a derive reads it reads whole: the types of the program in its fields and variants have values too. */
function seeParts(evaluator: Evaluator, def: TypeDef): void {
  const { module } = def;
  if (module === undefined) return;
  const generics = new Map(def.generics.map((name): [string, Ty] => [name, fresh()]));
  for (const { fields } of [def, ...def.variants.values()])
    for (const field of fields.values()) seeTypes(evaluator, lower(field, { module, generics, self: undefined }), 0);
}

function seeTypes(evaluator: Evaluator, given: Ty, depth: number): void {
  const ty = prune(given);
  if (depth > 4) return;
  if (ty.k === 'tuple') for (const item of ty.items) seeTypes(evaluator, item, depth + 1);
  if (ty.k !== 'nominal') return;
  if (!evaluator.instances.has(ty.def)) evaluator.sawInstance({ ty });
  for (const arg of ty.args) seeTypes(evaluator, arg, depth + 1);
}

/** The type that an impl is for, its parameters open. */
function selfOf(impl: ImplDef): Ty {
  const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
  return prune(lower(impl.selfType, { module: impl.module, generics, self: undefined }));
}

/** `type InitialState = Registered;`: code that is not read makes values of the types that an impl names. */
function seeAssociated(evaluator: Evaluator, impl: ImplDef, self: Ty): void {
  for (const type of impl.types.values()) {
    const ty = prune(lower(type, { module: impl.module, generics: new Map(), self }));
    if (ty.k === 'nominal' && !evaluator.instances.has(ty.def)) evaluator.sawInstance({ ty });
  }
}

/** Traits whose methods never call an API. */
const DERIVED =
  /^(?:std::|core::|fmt::|serde::|de::|ser::)*(?:Display|Debug|Default|Clone|PartialEq|Eq|Ord|PartialOrd|Hash|Serialize|Deserialize|From|Into|TryFrom|TryInto|FromStr|AsRef|Error|JsonSchema|Resource|Visitor)\b/;

/** A trait that others call: one of a crate that is not read, or is only described. */
function isForeignTrait(name: string, module: Module): boolean {
  const resolved = resolvePath(name.replace(/<[\s\S]*$/, '').split('::'), module, 'type')?.definition;
  if (resolved === undefined || resolved instanceof Module) return resolved === undefined;
  return resolved.kind === 'foreign' || (resolved.kind === 'trait' && resolved.module.crate.isModel);
}
