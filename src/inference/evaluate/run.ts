// Runs the analysis from `main`; a second time when the first one learned what it had needed to know earlier.

import { type Crate, type FnDef, type ImplDef, Module, type TypeDef } from '../names/definitions.ts';
import { externalType } from '../names/definitions.ts';
import { forgetNames, resolvePath } from '../names/resolve.ts';
import { lower } from '../types/lower.ts';
import { prune, type Ty } from '../types/ty.ts';
import { Evaluator, parametersOf, type Settings } from './evaluator.ts';
import { type Frame, Variables } from './frame.ts';
import { Program } from './program.ts';
import { evaluateMacro, nameFunctions } from './macro.ts';
import type { Request, Unresolved } from './request.ts';
import { unknown, type Value } from './value.ts';

export interface Run {
  readonly program: Program;
  readonly requests: readonly Request[];
  readonly unresolved: readonly Unresolved[];
}

/** Evaluates a program; the first of `crates` holds `main`. `everything` takes every public function as a start. */
export function runMain(
  crates: readonly Crate[],
  settings: Omit<Settings, 'fields'>,
  start: 'main' | 'everything',
): Run {
  forgetNames();
  const program = new Program(settings.declared);
  for (const crate of crates) program.addCrate(crate);
  const first = runOnce(program, crates, { ...settings, fields: new Map() }, start);
  // What a struct's field holds may have been seen only after it was read.
  const fields: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>> = first.fieldsSeen.size > 0
    ? first.fieldsSeen
    : new Map([[externalType(['()']), new Map()]]);
  const second = needsMore(first) ? runOnce(program, crates, { ...settings, fields }, start) : first;
  return { program, requests: second.requests, unresolved: second.unresolved };
}

function needsMore(evaluator: Evaluator): boolean {
  return evaluator.fieldsSeen.size > 0;
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

function emptyFrame(module: Module, self?: Ty): Frame {
  return {
    scope: { module, generics: new Map<string, Ty>(), self },
    variables: new Variables(),
    results: { value: undefined },
    trail: undefined,
    site: undefined,
    fn: undefined,
  };
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

function startAt(evaluator: Evaluator, fn: FnDef, self?: Ty): void {
  const frame = emptyFrame(fn.module, self);
  const args = parametersOf(fn).map((parameter) =>
    parameter.type === 'self_parameter' && self !== undefined ? { ty: self } : unknown(),
  );
  evaluator.call({ fn, args, ...(self === undefined ? {} : { self }) }, fn.syntax, frame);
}

/** Closures that were made and never called, and foreign traits that types of the program implement: someone calls them. */
function leftovers(evaluator: Evaluator): void {
  for (let round = 0; round < 16; round += 1) {
    const before = evaluator.reached.size + evaluator.closures.length + evaluator.typesSeen.size;
    for (const [def, ty] of [...evaluator.typesSeen]) {
      for (const impl of evaluator.program.implsOf(def)) {
        seeAssociated(evaluator, impl, ty);
        if (impl.trait === undefined || DERIVED.test(impl.trait.text)) continue;
        for (const fn of impl.functions.values())
          if (!evaluator.reached.has(fn) && isForeignTrait(impl.trait.text, impl.module)) startAt(evaluator, fn, ty);
      }
    }
    for (const closure of [...evaluator.closures]) {
      if (closure.used) continue;
      const frame = closure.frame as Frame;
      evaluator.invoke({ ty: unknown().ty, calls: [closure] }, [], closure.syntax, frame);
    }
    for (const { call, at, frame } of evaluator.guesses.splice(0))
      if (!evaluator.reached.has(call.fn)) evaluator.call(call, at, frame);
    if (evaluator.reached.size + evaluator.closures.length + evaluator.typesSeen.size === before) break;
  }
}

/** `type InitialState = Registered;`: code that is not read makes values of the types that an impl names. */
function seeAssociated(evaluator: Evaluator, impl: ImplDef, self: Ty): void {
  for (const type of impl.types.values()) {
    const ty = prune(lower(type, { module: impl.module, generics: new Map(), self }));
    if (ty.k === 'nominal' && ty.def.module?.crate.isModel === false && !evaluator.typesSeen.has(ty.def))
      evaluator.typesSeen.set(ty.def, ty);
  }
}

/** Traits whose methods never call an API. */
const DERIVED =
  /^(?:std::|core::|fmt::|serde::|de::|ser::)*(?:Display|Debug|Default|Clone|PartialEq|Eq|Ord|PartialOrd|Hash|Serialize|Deserialize|From|Into|TryFrom|FromStr|AsRef|Error|JsonSchema|Deref|DerefMut|Resource|Iterator|Visitor)\b/;

function isForeignTrait(name: string, module: Module): boolean {
  const resolved = resolvePath(name.replace(/<[\s\S]*$/, '').split('::'), module, 'type')?.definition;
  return resolved === undefined || (!(resolved instanceof Module) && resolved.kind === 'foreign');
}
