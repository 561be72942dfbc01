// Whether an impl is for a type, and its functions accept arguments; the resulting method.

import { fresh, prune, type Ty, unify } from '../types/ty.ts';
import { own } from '../../table.ts';
import { isBuilt } from '../names/built-functions.ts';
import type { FnDef, ImplDef, TraitDef, TypeDef } from '../names/definitions.ts';
import { lower, turbofish } from '../types/lower.ts';

/** An impl with its trait and its type. */
export interface IndexedImpl {
  readonly impl: ImplDef;
  readonly trait: TraitDef | undefined;
  readonly head: TypeDef | 'any' | 'other';
}

export interface FoundMethod {
  readonly fn: FnDef;
  /** The type parameters of the impl, for this receiver. */
  readonly generics: ReadonlyMap<string, Ty>;
  readonly self: Ty;
  readonly impl: ImplDef | undefined;
}

export function methodOf(
  indexed: IndexedImpl,
  ty: Ty,
  name: string,
  traitArgs: readonly Ty[] = [],
): FoundMethod | undefined {
  const { impl, trait } = indexed;
  const fn = impl.functions.get(name) ?? trait?.functions.get(name);
  if (fn === undefined) return undefined;
  const generics = new Map(impl.generics.map((generic): [string, Ty] => [generic, fresh()]));
  const self = lower(impl.selfType, { module: impl.module, generics, self: undefined });
  if (!mayBe(self, ty, 0)) return undefined;
  unify(self, ty);
  if (trait !== undefined && impl.trait?.type === 'generic_type') {
    const args = turbofish(impl.trait.child('type_arguments'), { module: impl.module, generics, self });
    for (const [at, given] of traitArgs.entries()) if (args[at] !== undefined) unify(args[at], given);
    for (const [at, generic] of trait.generics.entries()) generics.set(generic, args[at] ?? fresh());
  }
  return { fn, generics, self: prune(self).k === 'var' ? ty : self, impl };
}

/** Whether two types can be the same, without unifying them. */
export function mayBe(a: Ty, b: Ty, depth: number): boolean {
  const left = prune(a);
  const right = prune(b);
  if (left.k === 'var' || right.k === 'var' || depth > 5) return true;
  if (left.k === 'tuple' && right.k === 'tuple')
    return (
      left.items.length === right.items.length &&
      left.items.every((item, at) => mayBe(item, right.items[at] ?? item, depth + 1))
    );
  if (left.k === 'dyn' || right.k === 'dyn') return depth > 0;
  if (left.k === 'nominal' && right.k === 'nominal') {
    return left.def === right.def && left.args.every((arg, at) => mayBe(arg, right.args[at] ?? arg, depth + 1));
  }
  return left.k === right.k;
}

/** Whether an impl of a generic trait is for these arguments. */
export function takes(impl: ImplDef, args: readonly Ty[]): boolean {
  if (args.length === 0 || impl.trait?.type !== 'generic_type') return true;
  const generics = new Map(impl.generics.map((generic): [string, Ty] => [generic, fresh()]));
  const own = turbofish(impl.trait.child('type_arguments'), { module: impl.module, generics, self: undefined });
  return own.every((arg, at) => mayBe(arg, args[at] ?? arg, 0));
}
export function functionOf({ impl, trait }: IndexedImpl, name: string): FnDef | undefined {
  return impl.functions.get(name) ?? trait?.functions.get(name);
}

/** Names that Api shares with cells and maps, which are looked through: `static PODS: OnceLock<Api<Pod>>`, `PODS.get()`. */
const OF_CELLS: Readonly<Record<string, number>> = { get: 1, replace: 2, list: 1, delete: 1, create: 1, watch: 1 };

export function takesCount(fn: FnDef | undefined, args: readonly Ty[]): boolean {
  if (fn === undefined) return false;
  if (isBuilt(fn)) return true;
  const wanted = fn.parameters.length;
  // A function in a model has the parameters of one version.
  if (fn.module.crate.isModel) return args.length > (own(OF_CELLS, fn.name) ?? 0) || wanted <= args.length;
  return wanted === args.length;
}

export function takesTypes(indexed: IndexedImpl, name: string, self: Ty, args: readonly Ty[]): boolean {
  const fn = functionOf(indexed, name);
  const { impl } = indexed;
  if (fn === undefined) return false;
  const generics = new Map([...impl.generics, ...fn.generics].map((generic): [string, Ty] => [generic, fresh()]));
  if (!mayBe(lower(impl.selfType, { module: impl.module, generics, self: undefined }), self, 0)) return false;
  const scope = { module: fn.module, generics, self, associated: impl.types };
  return fn.parameters.every((parameter, at) => {
    const given = args[at];
    return parameter.type === 'self_parameter' || given === undefined
      ? true
      : mayTake(lower(parameter.child('type'), scope), given, 0);
  });
}

/** Whether a parameter of one type accepts a value of another, as far as both are known. */
export function mayTake(parameter: Ty, given: Ty, depth: number): boolean {
  const left = prune(parameter);
  const right = prune(given);
  if (depth > 4 || [left.k, right.k].some((kind) => kind === 'var' || kind === 'dyn' || kind === 'function'))
    return true;
  if (left.k === 'nominal' && right.k === 'nominal')
    return left.def === right.def && left.args.every((arg, at) => mayTake(arg, right.args[at] ?? arg, depth + 1));
  if (left.k === 'tuple' && right.k === 'tuple')
    return (
      left.items.length === right.items.length &&
      left.items.every((item, at) => mayTake(item, right.items[at] ?? item, depth + 1))
    );
  return left.k === right.k;
}
