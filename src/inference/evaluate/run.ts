// Runs the analysis from `main`; again if a run found something that it needed earlier.

import { type Crate, type FnDef, Module } from '../names/definitions.ts';
import type { Counts } from './accounts.ts';
import { Evaluator } from './evaluator.ts';
import { emptyFrame } from './frame.ts';
import { holdsMore } from './held.ts';
import { leftovers, startAt } from './leftovers.ts';
import { constant } from './const-item.ts';
import { Program } from './program.ts';
import { evaluateMacro, nameFunctions } from './macro.ts';
import type { Request, Unresolved } from './request.ts';
import type { Settings } from './settings.ts';
import type { Seen } from './seen.ts';

export interface Run {
  readonly program: Program;
  readonly requests: readonly Request[];
  readonly unresolved: readonly Unresolved[];
  readonly counts: Counts;
}

/** Evaluates a program; the first of `crates` has `main`. `everything` starts at every public function. */
export function runMain(
  crates: readonly Crate[],
  settings: Omit<Settings, 'before'>,
  start: 'main' | 'everything',
): Run {
  crates[0]?.graph.forget();
  const program = new Program(settings);
  for (const crate of crates) program.addCrate(crate);
  const once = (before: Seen): Outcome => runOnce(program, crates, { ...settings, before }, start);
  const { requests, unresolved, accounts, exhausted } = lastOf(once);
  const { counts, left } = accounts.close();
  // No call is left over: one without an outcome is unknown.
  const missed = exhausted ? [] : left.map(({ source, line }) => ({ place: { path: source.path, line }, why: MISSED }));
  return { program, requests, unresolved: [...unresolved, ...missed], counts };
}

/** The result of a run: its evaluator, which holds every computed value, is released before the next run. */
interface Outcome extends Pick<Evaluator, 'requests' | 'unresolved' | 'accounts' | 'exhausted'> {
  readonly seen: Seen;
}

/** The content of a struct's field, a static or a trait object may have been found only after it was read: then everything runs again. */
function lastOf(once: (before: Seen) => Outcome): Outcome {
  let before = NOTHING;
  for (let runs = 1; runs < MAX_RUNS; runs += 1) {
    const next = lastOrSeen(once, before);
    if ('seen' in next) return next;
    before = next;
  }
  return once(before);
}

/** The findings of a run, if it was the last; otherwise only what it saw, so that no frame keeps the rest alive during the next run. */
function lastOrSeen(once: (before: Seen) => Outcome, before: Seen): Outcome | Seen {
  const outcome = once(before);
  return isLast(outcome, before) ? outcome : outcome.seen;
}

/** A run that did not reach its end stops where another one would stop, too. */
function isLast({ seen, exhausted }: Outcome, before: Seen): boolean {
  return before === NOTHING ? !needsMore(seen) : exhausted || !holdsMore(seen, before);
}

/** Each run may reach one more state of a state machine. */
const MAX_RUNS = 12;

const MISSED = 'This call was not followed, so what it asks for is not known.';

const NOTHING: Seen = {
  fields: new Map(),
  assigned: new Map(),
  instances: new Map(),
  constants: new Map(),
  conditions: new Map(),
  channels: new Map(),
  closureCount: 0,
};

function needsMore({ constants, fields, instances, conditions, channels }: Seen): boolean {
  const isFilled = [...constants.values()].some((value) => value.empty === false);
  const isChosen = [...conditions.values()].some((condition) => condition !== '');
  return (
    isFilled ||
    isChosen ||
    fields.size > 0 ||
    channels.size > 0 ||
    [...instances.values()].some((values) => values.length > 1)
  );
}

function runOnce(
  program: Program,
  crates: readonly Crate[],
  settings: Settings,
  start: 'main' | 'everything',
): Outcome {
  const evaluator = new Evaluator(program, settings);
  const [root] = crates;
  if (root !== undefined) follow(evaluator, crates, start === 'main' ? mainOf(root) : publicFunctions(root));
  const { requests, unresolved, accounts, exhausted } = evaluator;
  return { requests, unresolved, accounts, exhausted, seen: evaluator.seen.forNext() };
}

function follow(evaluator: Evaluator, crates: readonly Crate[], starts: readonly FnDef[]): void {
  for (const fn of starts) startAt(evaluator, fn);
  for (const crate of crates) if (!crate.isModel) registered(evaluator, crate.root);
  leftovers(evaluator, crates);
  skipUncalled(evaluator);
  if (evaluator.exhausted) {
    const fn = crates.slice(0, 1).flatMap(mainOf)[0];
    evaluator.unresolved.push({
      place: { path: fn?.syntax.source.path ?? '', line: fn?.syntax.line ?? 1 },
      why: 'The program is too large to be followed to the end.',
    });
  }
}

/** The arguments of `inventory::submit!` and other macros among the items. */
function registered(evaluator: Evaluator, module: Module): void {
  for (const definition of module.registered) constant(evaluator, definition, undefined);
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
  // `#[launch] fn rocket()`: the attribute writes `main`. Otherwise `main` is `pub use`d or written by a macro, so
  // every function may be a start.
  const all = publicFunctions(crate);
  const started = all.filter(({ attributes }) => attributes.some((text) => WRITES_MAIN.test(text)));
  return started.length > 0 ? started : all;
}

const WRITES_MAIN = /^#\[\s*(?:\w+\s*::\s*)*(?:launch|main|entry)\b/;

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

/** A closure in a variable that no running code names is never called. */
function skipUncalled({ accounts, seen: { closures } }: Evaluator): void {
  const called = new Set(closures.filter(({ held }) => !held).map(({ syntax }) => syntax));
  for (const { syntax } of closures) if (!called.has(syntax)) accounts.skip(syntax);
}
