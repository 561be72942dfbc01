// The state of one run from one `main`, and the call of a function: each is evaluated once for each kind of arguments.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { ConstDef, FnDef, TypeDef } from '../names/definitions.ts';
import type { KindRecord } from '../../kubernetes/kinds-table.ts';
import { lower, type TypeScope } from '../types/lower.ts';
import { keyOf, prune, type Ty, unify } from '../types/ty.ts';
import { Accounts } from './accounts.ts';
import { evaluate, isExpression } from './expression.ts';
import { type Frame, type Place, placeOf, type Trail, Variables } from './frame.ts';
import { Guesses } from './guesses.ts';
import { evaluateModel } from './model-call.ts';
import { bindPattern } from './pattern.ts';
import type { Program } from './program.ts';
import type { Request, Unresolved } from './request.ts';
import { type Call, declaredOr, meetParameters, scopeOf } from './signature.ts';
import type { Snippets } from './snippets.ts';
import {
  type Callable,
  type Closure,
  join,
  keepApart,
  meet,
  typed,
  unknown,
  type Value,
  valueKey,
  withoutWording,
} from './value.ts';

export interface Settings {
  readonly kube: string;
  readonly kubernetes: string;
  /** Pieces of text that are parsed on their own. */
  readonly snippets: Snippets;
  /** Kinds that CRDs of the repository declare. */
  readonly declared: ReadonlyMap<string, KindRecord>;
  /** The value of an environment variable in the manifests: a constant, or the program's own namespace. */
  readonly environment: ReadonlyMap<string, Value>;
  /** Is called while the program is followed, now and then. */
  readonly progress: () => void;
  /** What an earlier run saw, for what is read before the place is reached that writes it. */
  readonly before: Seen;
}

/** What a run has seen of the whole program. */
export interface Seen {
  /** What the fields of the program's structs were given where they were made. */
  readonly fields: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;
  /** What was assigned to fields afterwards. */
  readonly assigned: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;
  /** Values of the program's own types: one, or of a generic type one for each way it was made. */
  readonly instances: ReadonlyMap<TypeDef, readonly Value[]>;
  /** What statics hold. */
  readonly constants: ReadonlyMap<ConstDef, Value>;
  /** So many closures were made. */
  readonly closureCount: number;
}

const MAX_DEPTH = 70;
const tooDeep = `Calls are nested deeper than ${MAX_DEPTH} here, and are not followed further.`;
/** So many calls of a function are kept apart by all that is known of their arguments, and so many without the texts. */
const MAX_CONTEXTS = 24;
const MAX_SHARED = 96;
const TOO_MANY_WAYS =
  'The function that is called here is given more functions than are followed one by one, and this is one more.';
const MAX_STEPS = 1_500_000;
/** So many steps lie between two signs of progress: some milliseconds. */
const STEPS_BETWEEN = 2_000;
/** So many values of one generic type are kept apart. */
const MAX_INSTANCES = 64;

/** One evaluation of a function: what it is given there, and what tells it from the others. */
interface Context {
  readonly key: string;
  readonly args: readonly Value[];
}

export class Evaluator {
  readonly program: Program;
  readonly settings: Settings;
  readonly requests: Request[] = [];
  readonly unresolved: Unresolved[] = [];
  readonly fields = new Map<TypeDef, Map<string, Value>>();
  readonly assigned = new Map<TypeDef, Map<string, Value>>();
  readonly instances = new Map<TypeDef, Value[]>();
  readonly constants = new Map<ConstDef, Value>();
  /** Whether a type of the program has a client in it. */
  readonly holders = new Map<TypeDef, boolean>();
  readonly accounts = new Accounts();
  readonly closures: Closure[] = [];
  /** The functions that were called, with the types that they were called on. */
  readonly reached = new Map<FnDef, Set<string>>();
  readonly guesses = new Guesses();
  /** The types of which `parse`, `collect` and the like were asked to make a value. */
  readonly wanted: Ty[] = [];
  readonly #project = (self: Ty, name: string): Ty | undefined => this.program.associatedType(self, name);
  readonly #results = new Map<string, Value>();
  readonly #contexts = new Map<FnDef, Set<string>>();
  readonly #active = new Set<string>();
  /** Closures that were called too deep inside of other calls, by their key. */
  readonly #cut = new Map<string, { readonly at: Syntax; readonly frame: Frame }>();
  /** The distinct values of a type, for as many as were made then. */
  readonly #distinct = new Map<TypeDef, { readonly of: number; readonly values: readonly Value[] }>();
  #steps = 0;
  #modelDepth = 0;
  exhausted = false;
  /** So often an assignment gave a place something new to hold; a loop then comes round once more. */
  grown = 0;

  constructor(program: Program, settings: Settings) {
    this.program = program;
    this.settings = settings;
  }

  /** Counts the work, so that no program can keep the analysis busy without an end. */
  step(): boolean {
    this.#steps += 1;
    if (this.#steps % STEPS_BETWEEN === 0) this.settings.progress();
    if (this.#steps > MAX_STEPS) this.exhausted = true;
    return !this.exhausted;
  }

  call(call: Call, at: Syntax, frame: Frame): Value {
    const { fn } = call;
    const scope = scopeOf(call, this.#project);
    // What the arguments are may decide what is returned: `fn get<M: Managed>(m: &M) -> M::Object`.
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
    const body = fn.syntax.child('body');
    const depth = (frame.trail?.depth ?? 0) + 1;
    if (depth > MAX_DEPTH) this.report(at, frame, tooDeep);
    if (body === undefined || depth > MAX_DEPTH || this.exhausted) return { ty: result };
    this.accounts.enter(body);
    const { key, args } = this.#context(call, given, scope, at, frame);
    const known = this.#results.get(key);
    if (known !== undefined) {
      unify(result, known.ty);
      return typed(declaredOr(result, known.ty), known);
    }
    if (this.#active.has(key)) return { ty: result };
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
    this.#bind(call, args, inside);
    const value = this.guarded(body, inside);
    const all = inside.results.value === undefined ? value : join(value, inside.results.value);
    unify(result, all.ty);
    const returned = typed(declaredOr(result, all.ty), all);
    this.#active.delete(key);
    this.#results.set(key, returned);
    return returned;
  }

  /** The value of an expression. What an expression is made of asks here, so that its modules need not import each other. */
  evaluate(syntax: Syntax | undefined, frame: Frame): Value {
    return evaluate(this, syntax, frame);
  }

  isExpression(syntax: Syntax): boolean {
    return isExpression(syntax);
  }

  /** Evaluates a body; one that cannot be followed is reported, whatever the fault is, and the rest goes on. */
  guarded(body: Syntax, frame: Frame): Value {
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
    let result: Value | undefined;
    for (const callable of value.calls ?? []) {
      const given = this.#invokeOne(callable, args, at, frame);
      result = result === undefined ? given : join(result, given);
    }
    return result ?? unknown();
  }

  #invokeOne(callable: Callable, args: readonly Value[], at: Syntax, frame: Frame): Value {
    if (callable.k === 'construct') return callable.make(args);
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
    const key = `closure ${callable.id} ${args.map((arg) => valueKey(arg)).join(' ')}`;
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    if (this.#active.has(key) || this.exhausted) return unknown();
    if (depth > MAX_DEPTH) {
      if (!this.#cut.has(key)) this.#cut.set(key, { at, frame });
      return unknown();
    }
    this.#active.add(key);
    const trail: Trail | undefined = home.trail === undefined ? frame.trail : { ...home.trail, depth };
    const inside: Frame = { ...home, variables: new Variables(home.variables), results: { value: undefined }, trail };
    let index = 0;
    for (const parameter of callable.syntax.child('parameters')?.kids ?? []) {
      const pattern = parameter.type === 'parameter' ? parameter.child('pattern') : parameter;
      const declared = parameter.type === 'parameter' ? lower(parameter.child('type'), home.scope) : undefined;
      const given = args[index] ?? unknown();
      index += 1;
      if (declared !== undefined) unify(declared, given.ty);
      if (pattern !== undefined)
        bindPattern(
          this,
          pattern,
          declared === undefined || prune(declared).k === 'var' ? given : typed(declared, given),
          inside,
        );
    }
    const body = callable.syntax.child('body');
    const value = body === undefined ? unknown() : this.guarded(body, inside);
    const all = inside.results.value === undefined ? value : join(value, inside.results.value);
    this.#active.delete(key);
    this.#results.set(key, all);
    return all;
  }

  #bind(call: Call, args: readonly Value[], frame: Frame): void {
    for (const [at, parameter] of call.fn.parameters.entries()) {
      const value = args[at] ?? unknown();
      if (parameter.type === 'self_parameter') frame.variables.declare('self', value);
      else {
        const pattern = parameter.child('pattern');
        if (pattern !== undefined) bindPattern(this, pattern, value, frame);
      }
    }
  }

  /** An evaluation that stands for many calls is given only what is true of them all: it may reach further, and drops nothing. */
  #context(call: Call, args: readonly Value[], scope: TypeScope, at: Syntax, frame: Frame): Context {
    const generics = [...scope.generics.values()].map((ty) => keyOf(ty)).join(',');
    const head = `${call.fn.id} ${scope.self === undefined ? '' : keyOf(scope.self)} ${generics} ${frame.condition ?? ''}`;
    const contexts = this.#contexts.get(call.fn) ?? new Set<string>();
    this.#contexts.set(call.fn, contexts);
    const exact = `${head} ${args.map((arg) => valueKey(arg)).join(' ; ')}`;
    if (contexts.size <= MAX_CONTEXTS || contexts.has(exact)) {
      // A type parameter that the caller has yet to decide makes this call one of its own.
      const open = generics.includes('?') && contexts.size < MAX_CONTEXTS ? ` #${contexts.size}` : '';
      contexts.add(exact + open);
      return { key: exact + open, args };
    }
    const unworded = args.map((arg) => withoutWording(arg));
    const shared = `${head} ~ ${unworded.map((arg) => valueKey(arg)).join(' ; ')}`;
    if (contexts.size <= MAX_SHARED || contexts.has(shared)) {
      contexts.add(shared);
      return { key: shared, args: unworded };
    }
    const last = `${head} ~~ ${args.map((arg) => keyOf(arg.ty)).join(' ; ')}`;
    // A closure runs at the end where nothing else calls it; a function does not.
    if (args.some(({ calls = [] }) => calls.some(({ k }) => k === 'function'))) this.report(at, frame, TOO_MANY_WAYS);
    return { key: last, args: args.map(({ ty }) => ({ ty })) };
  }

  get closureCount(): number {
    return this.settings.before.closureCount + this.closures.length;
  }

  /** Remembers what a struct's field was given, for reads that cannot see where the struct was made. */
  sawField(type: TypeDef, name: string, value: Value): void {
    remember(this.fields, type, name, value, join);
  }

  /** Remembers what a field was assigned: it holds that in every value of the type, as far as is known. */
  sawAssignment(type: TypeDef, name: string, value: Value): void {
    remember(this.assigned, type, name, value, meet);
    remember(this.fields, type, name, value, meet);
  }

  /** Remembers a value of a type of the program. */
  sawInstance(value: Value): void {
    const ty = prune(value.ty);
    if (ty.k !== 'nominal' || ty.def.module?.crate.isModel !== false) return;
    const known = this.instances.get(ty.def);
    if (known === undefined) this.instances.set(ty.def, [value]);
    else if (ty.def.generics.length > 0 && known.length < MAX_INSTANCES) known.push(value);
  }

  /** The values of a type that are told apart by their type arguments and what they hold. */
  instancesOf(type: TypeDef): readonly Value[] {
    const own = this.instances.get(type) ?? [];
    const known = this.#distinct.get(type);
    if (known?.of === own.length) return known.values;
    const all = [...own, ...(this.settings.before.instances.get(type) ?? [])];
    const values = [...new Map(all.map((value) => [valueKey(value), value])).values()];
    this.#distinct.set(type, { of: own.length, values });
    return values;
  }

  #reach(fn: FnDef, { self, generics }: TypeScope): void {
    const selves = this.reached.get(fn) ?? new Set<string>();
    this.reached.set(fn, selves.add(self === undefined ? '' : keyOf(self)));
    if (fn.generics.length > 0) selves.add(instantiation(fn.generics.map((name) => generics.get(name))));
  }

  /** Whether a function was called, and with these type arguments if some are given. */
  isCalled({ fn, generics = [] }: Call): boolean {
    const selves = this.reached.get(fn);
    return selves !== undefined && (generics.length === 0 || selves.has(instantiation(generics)));
  }

  /** Whether a function was called on this very type. */
  isReached(fn: FnDef, self: Ty | undefined): boolean {
    return this.reached.get(fn)?.has(self === undefined ? '' : keyOf(self)) === true;
  }

  /** A function that is named without being called: whoever holds it calls it. It runs at the end, if nothing else reached it. */
  escape(value: Value, at: Syntax, frame: Frame): void {
    for (const callable of value.calls ?? []) {
      if (callable.k !== 'function' || callable.fn.module.crate.isModel) continue;
      const { fn, generics, self } = callable;
      this.guesses.add({ call: { fn, args: [], generics, self, ...methodContext(this, callable) }, at, frame });
    }
  }

  /** At the end: the closures that were called too deep, and on no shorter way. */
  reportCut(): void {
    for (const [key, { at, frame }] of this.#cut) if (!this.#results.has(key)) this.report(at, frame, tooDeep);
  }

  report(syntax: Syntax, frame: Frame, why: string): void {
    const place: Place = placeOf(syntax, frame);
    if (!this.unresolved.some((known) => known.place.path === place.path && known.place.line === place.line))
      this.unresolved.push({ place, why });
  }
}

function remember(
  all: Map<TypeDef, Map<string, Value>>,
  type: TypeDef,
  name: string,
  value: Value,
  together: typeof join,
): void {
  if (type.module === undefined || type.module.crate.isModel) return;
  const fields = all.get(type) ?? new Map<string, Value>();
  all.set(type, fields);
  const known = fields.get(name);
  // `Holder<Job>` must not decide what is still open in `Holder<_>`.
  const binds = type.generics.length > 0 ? keepApart : undefined;
  fields.set(name, known === undefined ? value : together(known, value, binds));
}

function instantiation(generics: readonly (Ty | undefined)[]): string {
  return `<${generics.map((ty) => (ty === undefined ? '?' : keyOf(ty))).join(', ')}>`;
}

/** Why code was not followed to its end, in words for its author. */
export function whyFailed(error: unknown): string {
  if (error instanceof RangeError) return 'This code is nested too deep to be followed.';
  return `The analysis failed here (${String(error)}): please report it as a fault of create-kube-secure-controller.`;
}

function nameOf(fn: FnDef): string {
  const owner =
    fn.owner?.kind === 'impl' ? `${fn.owner.selfType.text}::` : fn.owner?.kind === 'trait' ? `${fn.owner.name}::` : '';
  return `${owner}${fn.name}`;
}

function methodContext(
  evaluator: Evaluator,
  callable: { readonly fn: FnDef; readonly self: Ty | undefined },
): Partial<Call> {
  if (callable.self === undefined || callable.fn.owner === undefined) return {};
  const found = evaluator.program.find(callable.self, callable.fn.name);
  return found === undefined || found.fn !== callable.fn
    ? {}
    : { implGenerics: found.generics, self: found.self, impl: found.impl };
}
