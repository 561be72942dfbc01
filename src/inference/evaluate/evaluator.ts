// The state of one run from one `main`, and the call of a function: each is evaluated once for each kind of arguments.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { FnDef, TypeDef } from '../names/definitions.ts';
import { lower, type TypeScope } from '../types/lower.ts';
import { keyOf, type Ty, unify } from '../types/ty.ts';
import { Accounts } from './accounts.ts';
import { type Brought, repeat } from './brought.ts';
import { DeepCalls, MAX_DEPTH } from './deep-calls.ts';
import { evaluate, isExpression } from './expression.ts';
import { type Frame, type Place, placeOf, type Trail, Variables } from './frame.ts';
import { isBuilt } from '../names/built-functions.ts';
import { startBuilder } from './function-builder.ts';
import { Guesses } from './guesses.ts';
import { Lent } from './lent.ts';
import { evaluateModel } from './model-call.ts';
import type { Program } from './program.ts';
import type { Request, Unresolved } from './request.ts';
import { type Call, declaredOr, isAsync, meetParameters, nameOf, scopeOf } from './signature.ts';
import { type Callable, typed, unknown, type Value } from './value.ts';
import { fallback, joinAll } from './join.ts';
import { eachRow } from './rows.ts';
import { severalCalls } from './several-calls.ts';
import { Sightings } from './seen.ts';
import { Contexts } from './contexts.ts';
import type { Settings } from './settings.ts';
import { bindClosure, bindParameters } from './parameters.ts';
import { methodContext } from './found-method.ts';
import { settled } from './waited.ts';

const MAX_STEPS = 1_500_000;
/** The number of steps between two signs of progress: some milliseconds. */
const STEPS_BETWEEN = 2_000;
export class Evaluator {
  readonly program: Program;
  readonly settings: Settings;
  readonly requests: Request[] = [];
  readonly unresolved: Unresolved[] = [];
  readonly seen: Sightings;
  /** Whether a type of the program contains a client. */
  readonly holders = new Map<TypeDef, boolean>();
  readonly accounts = new Accounts();
  /** Options of which it is known whether they are there. */
  readonly exact = new WeakSet<Value>();
  /** The called functions, with the types on which they were called. */
  readonly reached = new Map<FnDef, Set<string>>();
  readonly guesses: Guesses;
  /** The error conversions of `?` so far. */
  readonly converted = new Set<string>();
  /** The types of which `parse`, `collect` and similar functions had to make a value. */
  readonly wanted: Ty[] = [];
  readonly #results = new Map<string, Value>();
  readonly #lent: Lent;
  readonly #contexts: Contexts;
  readonly #active = new Set<string>();
  readonly #deep = new DeepCalls();
  #steps = 0;
  #modelDepth = 0;
  exhausted = false;
  /** The new values that the current round of a loop stored in places. */
  brought: Brought | undefined;

  constructor(program: Program, settings: Settings) {
    this.program = program;
    this.settings = settings;
    const { keys } = program;
    this.seen = new Sightings(settings.before, keys);
    this.guesses = new Guesses(keys);
    this.#lent = new Lent(keys);
    this.#contexts = new Contexts(keys);
  }

  /** Counts the work, so that no program can occupy the analysis endlessly. */
  step(): boolean {
    this.#steps += 1;
    if (this.#steps % STEPS_BETWEEN === 0) this.settings.progress();
    if (this.#steps > MAX_STEPS) this.exhausted = true;
    return !this.exhausted;
  }

  call(call: Call, at: Syntax, frame: Frame): Value {
    const several = severalCalls(call);
    if (several !== undefined) return joinAll(several.map((each) => this.call(each, at, frame)));
    const { fn } = call;
    const scope = scopeOf(call, this.program.projected);
    // The arguments may decide the return type: `fn get<M: Managed>(m: &M) -> M::Object`.
    const given = meetParameters(call, scope);
    const result = lower(fn.syntax.child('return_type'), scope);
    if (frame.site === undefined) this.accounts.note(at, fn.module.crate.isModel ? 'modelled' : 'followed');
    if (fn.module.crate.isModel) {
      if (this.#modelDepth > MAX_DEPTH) return { ty: result };
      this.#modelDepth += 1;
      try {
        return evaluateModel(this, call, scope, result, { ...frame, scope, site: placeOf(at, frame), fn });
      } finally {
        this.#modelDepth -= 1;
      }
    }
    if (isBuilt(fn) && call.isBuilt !== true) return startBuilder(call);
    const body = fn.syntax.child('body');
    const depth = (frame.trail?.depth ?? 0) + 1;
    if (body === undefined || this.exhausted) return { ty: result };
    this.accounts.enter(body);
    const { key, args, lost } = this.#contexts.of(call, given, scope, frame.condition);
    if (lost !== undefined) this.report(at, frame, lost);
    const known = this.#results.get(key);
    if (known !== undefined) {
      this.#lent.changeAgain(key, call.args);
      unify(result, known.ty);
      return typed(declaredOr(result, known.ty), known);
    }
    if (this.#active.has(key)) return { ty: result };
    if (depth > MAX_DEPTH) {
      this.#deep.add(key, { at, frame, run: (again) => this.call(call, at, again) });
      return { ty: result };
    }
    this.#active.add(key);
    this.#reach(fn, scope);
    const trail: Trail = { name: nameOf(fn), place: placeOf(at, frame), up: frame.trail, depth };
    const inside: Frame = {
      scope,
      variables: new Variables(),
      results: { value: undefined },
      trail,
      site: undefined,
      fn,
      condition: frame.condition,
    };
    const own = args().map((arg, at) => this.#lent.noting(arg, key, at));
    bindParameters(this, fn, own, inside);
    const value = this.guarded(body, inside);
    const all = inside.results.value === undefined ? value : fallback(value, inside.results.value);
    unify(result, all.ty);
    const returned = typed(declaredOr(result, all.ty), isAsync(fn) ? settled(all) : all);
    this.#active.delete(key);
    this.#results.set(key, returned);
    this.#lent.changeAgain(key, call.args);
    return returned;
  }

  /** The value of an expression. The rules for expressions call this, so that their modules need not import each other. */
  evaluate(syntax: Syntax | undefined, frame: Frame): Value {
    return evaluate(this, syntax, frame);
  }

  isExpression(syntax: Syntax): boolean {
    return isExpression(syntax);
  }

  /** Evaluates a body; one that cannot be followed is reported, whatever the fault is, and the rest continues. */
  guarded(body: Syntax | undefined, frame: Frame): Value {
    if (body === undefined) return unknown();
    try {
      return this.evaluate(body, frame);
    } catch (error) {
      this.unresolved.push({ place: placeOf(body, frame), why: whyFailed(error) });
      return unknown();
    }
  }

  /** Runs a closure or a function value. */
  invoke(value: Value, args: readonly Value[], at: Syntax, frame: Frame): Value {
    if (frame.site === undefined && value.calls !== undefined) this.accounts.note(at, 'followed');
    const rows = eachRow(args);
    if (rows !== undefined) return joinAll(rows.map((each) => this.invoke(value, each, at, frame)));
    const given = (value.calls ?? []).map((callable) => this.#invokeOne(callable, args, at, frame));
    return given.length === 0 ? unknown() : joinAll(given);
  }

  #invokeOne(callable: Callable, args: readonly Value[], at: Syntax, frame: Frame): Value {
    if (callable.k === 'native') return callable.run(args, this);
    if (callable.k === 'function') {
      return this.call(
        { fn: callable.fn, args, generics: callable.generics, self: callable.self, ...methodContext(this, callable) },
        at,
        frame,
      );
    }
    callable.used = true;
    const home = callable.frame;
    const depth = (frame.trail?.depth ?? 0) + 1;
    const { key: given, distinguished } = this.#contexts.distinguish(args);
    const key = `closure ${callable.id} ${given}`;
    const known = this.#results.get(key);
    if (known !== undefined) this.#lent.changeAgain(key, args);
    if (known !== undefined) return known;
    if (this.#active.has(key) || this.exhausted) return unknown();
    if (depth > MAX_DEPTH) {
      this.#deep.add(key, { at, frame, run: (again) => this.#invokeOne(callable, args, at, again) });
      return unknown();
    }
    this.#active.add(key);
    const trail: Trail | undefined = home.trail === undefined ? frame.trail : { ...home.trail, depth };
    const inside: Frame = { ...home, variables: new Variables(home.variables), results: { value: undefined }, trail };
    bindClosure(this, callable, this.#lent.notingLent(distinguished(), key), inside);
    const value = joinAll(repeat(this, home.variables, () => this.guarded(callable.syntax.child('body'), inside)));
    const all = inside.results.value === undefined ? value : fallback(value, inside.results.value);
    this.#active.delete(key);
    this.#results.set(key, all);
    return all;
  }

  #reach(fn: FnDef, { self, generics }: TypeScope): void {
    const selves = this.reached.get(fn) ?? new Set<string>();
    this.reached.set(fn, selves.add(self === undefined ? '' : keyOf(self)));
    if (fn.generics.length > 0) selves.add(instantiation(fn.generics.map((name) => generics.get(name))));
  }

  /** Whether a function was called, with these type arguments if there are some. */
  isCalled({ fn, generics = [] }: Call): boolean {
    const selves = this.reached.get(fn);
    return selves !== undefined && (generics.length === 0 || selves.has(instantiation(generics)));
  }

  /** Whether a function was called on exactly this type. */
  isReached(fn: FnDef, self: Ty | undefined): boolean {
    return this.reached.get(fn)?.has(self === undefined ? '' : keyOf(self)) === true;
  }

  /** A function that is named without a call: its holder may call it. It runs at the end, if nothing else reached it. */
  escape(value: Value, at: Syntax, frame: Frame): void {
    for (const callable of value.calls ?? []) {
      if (callable.k !== 'function' || callable.fn.module.crate.isModel) continue;
      const { fn, generics, self } = callable;
      this.guesses.add({ call: { fn, args: [], generics, self, ...methodContext(this, callable) }, at, frame });
    }
  }

  /** Runs the calls that were too deep, and that no shorter path made, from the bottom. */
  restartDeep(): void {
    this.#deep.restart(this, (key) => this.#results.has(key));
  }

  report(syntax: Syntax, frame: Frame, why: string): void {
    const place: Place = placeOf(syntax, frame);
    if (!this.unresolved.some((known) => known.place.path === place.path && known.place.line === place.line))
      this.unresolved.push({ place, why });
  }
}

function instantiation(generics: readonly (Ty | undefined)[]): string {
  return `<${generics.map((ty) => (ty === undefined ? '?' : keyOf(ty))).join(', ')}>`;
}

/** The reason why code was not followed to its end, in words for its author. */
export function whyFailed(error: unknown): string {
  if (error instanceof RangeError) return 'This code is nested too deep to be followed.';
  return `The analysis failed here (${String(error)}): please report it as a fault of create-kube-secure-controller.`;
}
