// Matches a call with the signature of its function: type parameters, declared types, arguments.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { boundsOf } from '../names/declare.ts';
import type { FnDef, ImplDef } from '../names/definitions.ts';
import { ITER, lower, type TypeScope } from '../types/lower.ts';
import { type Dyn, fresh, isList, isMap, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { elementOf } from './data.ts';
import { type Callable, typed, unknown, type Value } from './value.ts';

export interface Call {
  readonly fn: FnDef;
  readonly args: readonly Value[];
  readonly generics?: readonly Ty[];
  readonly implGenerics?: ReadonlyMap<string, Ty>;
  readonly self?: Ty | undefined;
  readonly impl?: ImplDef | undefined;
  /** The arguments were given to the builder of the function, which is finished. */
  readonly isBuilt?: boolean;
  /** Of several functions that the build chooses from, this one is meant. */
  readonly isChosen?: boolean;
}

/** The type parameters of a call: from the turbofish, from the impl, or still open. */
export function scopeOf(call: Call, project?: TypeScope['project']): TypeScope {
  const generics = new Map<string, Ty>(call.implGenerics ?? []);
  if (call.implGenerics === undefined) for (const name of call.fn.owner?.generics ?? []) generics.set(name, fresh());
  for (const [at, name] of call.fn.generics.entries()) generics.set(name, call.generics?.[at] ?? fresh());
  const impl = call.impl ?? (call.fn.owner?.kind === 'impl' ? call.fn.owner : undefined);
  const base = {
    module: call.fn.module,
    generics,
    ...(impl === undefined ? {} : { associated: impl.types }),
    ...(project === undefined ? {} : { project }),
  };
  const self = call.self ?? (impl === undefined ? undefined : lower(impl.selfType, { ...base, self: undefined }));
  return { ...base, self };
}

/** Arguments as the callee sees them: the declared type if it is more precise, and everything known about the value. */
export function meetParameters(call: Call, scope: TypeScope): readonly Value[] {
  return call.fn.parameters.map((parameter, at) => {
    const given = call.args[at] ?? unknown();
    const declared =
      parameter.type === 'self_parameter' ? (scope.self ?? fresh()) : lower(parameter.child('type'), scope);
    // `Default::default()` has the wanted type, and decides none.
    if (!isDefault(given.ty)) unify(declared, given.ty);
    if (given.calls !== undefined) fitFunction(call.fn, parameter.child('type'), declared, given, scope);
    fitElements(call.fn, parameter.child('type'), declared, given, scope);
    const here = prune(declared);
    const known = prune(given.ty);
    if (here.k === 'dyn' && known.k !== 'var') return typed(behind(here, known), given);
    if (here.k === 'var' && isDefault(known)) return typed(declared, given);
    if (here.k === 'var' || here.k === 'function') return given;
    if (parameter.type === 'self_parameter' && known.k === 'nominal' && here.k !== 'nominal') return given;
    return typed(declared, given);
  });
}

function isDefault(given: Ty): boolean {
  const ty = prune(given);
  return isNamed(ty, 'Default') && ty.k === 'nominal' && ty.def.module === undefined;
}

/** The declared type, unless the known one is more precise. */
export function declaredOr(declared: Ty, known: Ty): Ty {
  const here = prune(declared);
  if (here.k === 'dyn') return behind(here, prune(known));
  if (here.k !== 'nominal') return here.k === 'var' || here.k === 'function' ? known : declared;
  // `Result<Box<dyn Trait>>`: the type behind the trait is kept as well.
  const args = prune(known);
  if (args.k !== 'nominal' || args.def !== here.def || !here.args.some((arg) => prune(arg).k === 'dyn'))
    return declared;
  return { ...here, args: here.args.map((arg, at) => declaredOr(arg, args.args[at] ?? arg)) };
}

/** The result of a cast: behind a trait object a type of kube is known, and a type of the program is one of several. */
export function objectOf(declared: Ty, known: Ty): Ty {
  const here = prune(declared);
  const there = prune(known);
  const isModel = there.k === 'nominal' && there.def.module?.crate.isModel === true;
  return here.k === 'dyn' && (isModel || there.k === 'dyn') ? behind(here, there) : declared;
}

/** A trait object of a known type, if that type has methods of the same names (`kube::Api` behind a trait with `get`). */
function behind(dyn: Dyn, known: Ty): Ty {
  if (known.k === 'dyn' && known.among !== undefined && dyn.traits.length > 0)
    return { ...known, among: known.among.map((each) => behind(dyn, prune(each))) };
  if (known.k === 'dyn' || known.k === 'var' || dyn.traits.length === 0) return known.k === 'dyn' ? known : dyn;
  const isModel = known.k === 'nominal' && known.def.module?.crate.isModel === true;
  return isModel ? { ...dyn, of: known } : known;
}

/** A function as an argument decides the type parameters of `F: Fn(K) -> T`: `Pod::into` takes a Pod. */
function fitFunction(fn: FnDef, type: Syntax | undefined, declared: Ty, given: Value, scope: TypeScope): void {
  const bound = prune(declared).k === 'function' ? undefined : boundOf(fn, type?.text ?? '');
  const wanted = bound === undefined ? prune(declared) : lower(bound, scope);
  if (wanted.k !== 'function') return;
  for (const callable of given.calls ?? []) {
    for (const [at, taken] of takenBy(callable).entries()) {
      const parameter = wanted.params[at];
      if (parameter !== undefined && taken !== undefined) unify(parameter, taken);
    }
  }
}

/** The `Fn(…)` bound of a type parameter. */
function boundOf(fn: FnDef, name: string): Syntax | undefined {
  return boundsOf(fn.syntax, name).find(({ type }) => type === 'function_type');
}

/** The argument decides the elements of `impl IntoIterator<Item = &K>` or `I: Iterator<Item = K>`; an Option has elements too. */
function fitElements(fn: FnDef, type: Syntax | undefined, declared: Ty, given: Value, scope: TypeScope): void {
  const ty = prune(given.ty);
  if (!isNamed(ty, 'Option') && !isList(ty) && !isMap(ty)) return;
  const bounds = type?.type === 'type_identifier' ? boundsOf(fn.syntax, type.text) : [];
  const wanted = [declared, ...bounds.map((bound) => lower(bound, scope))].map(prune);
  for (const each of wanted)
    if (each.k === 'nominal' && each.def === ITER) unify(each.args[0] ?? fresh(), elementOf(given).ty);
}

/** The types of the arguments of a callable, as far as they are declared. */
function takenBy(callable: Callable): readonly (Ty | undefined)[] {
  if (callable.k === 'native') return callable.takes ?? [];
  if (callable.k === 'closure') {
    return (callable.syntax.child('parameters')?.kids ?? []).map((kid) =>
      kid.type === 'parameter' ? lower(kid.child('type'), callable.frame.scope) : undefined,
    );
  }
  const { fn, self, generics } = callable;
  const scope = scopeOf({ fn, args: [], generics, self });
  return fn.parameters.map((parameter) =>
    parameter.type === 'self_parameter' ? scope.self : lower(parameter.child('type'), scope),
  );
}

export function isAsync({ syntax }: FnDef): boolean {
  return syntax.first('function_modifiers')?.text.includes('async') === true;
}

/** `Type::name`, for a reader. */
export function nameOf(fn: FnDef): string {
  const owner =
    fn.owner?.kind === 'impl' ? `${fn.owner.selfType.text}::` : fn.owner?.kind === 'trait' ? `${fn.owner.name}::` : '';
  return `${owner}${fn.name}`;
}
