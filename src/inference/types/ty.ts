// Types of the analysis: nominal types with arguments, tuples, functions, trait objects, and unresolved variables.
// References, smart pointers, locks and futures are left out: `&Arc<Mutex<T>>` and a future of `T` are both `T`.

import type { TraitDef, TypeDef } from '../names/definitions.ts';

export type Ty = Nominal | Tuple | Var | Dyn | Function | Never;

export interface Nominal {
  readonly k: 'nominal';
  readonly def: TypeDef;
  readonly args: readonly Ty[];
}

export interface Tuple {
  readonly k: 'tuple';
  readonly items: readonly Ty[];
}

/** A type that is not known yet (a later use decides `Api::namespaced(..)`), or never will be. */
export interface Var {
  readonly k: 'var';
  bound: Ty | undefined;
}

/** `dyn Trait`, `impl Trait`, or a type parameter with only its bounds known. */
export interface Dyn {
  readonly k: 'dyn';
  readonly traits: readonly TraitDef[];
  readonly args: readonly Ty[];
  /** The type behind it, if it is known: only the methods of the traits are visible, and they are those of this type. */
  readonly of?: Ty;
  /** The possible types, if values of several meet (two arms that return a `Box<dyn Trait>`). */
  readonly among?: readonly Ty[];
}

export interface Function {
  readonly k: 'function';
  readonly params: readonly Ty[];
  readonly result: Ty;
}

/** The type of an expression that does not return: `return`, `panic!()`. */
export interface Never {
  readonly k: 'never';
}

export const NEVER: Never = { k: 'never' };
export const UNIT: Tuple = { k: 'tuple', items: [] };

export function fresh(): Var {
  return { k: 'var', bound: undefined };
}

/** The type at the end of a chain of bound variables. */
export function prune(ty: Ty): Ty {
  let current = ty;
  while (current.k === 'var' && current.bound !== undefined) current = current.bound;
  return current;
}

/** Unifies two types as far as possible. Rust has checked the program, so a mismatch only means missing knowledge, and is not an error. */
export function unify(a: Ty, b: Ty, depth = 0): void {
  const left = prune(a);
  const right = prune(b);
  if (left === right || depth > 8) return;
  if (left.k === 'never' || right.k === 'never') return;
  if (left.k === 'var') {
    if (right.k !== 'dyn' && !occurs(left, right, 0)) left.bound = right;
  } else if (right.k === 'var') {
    if (left.k !== 'dyn' && !occurs(right, left, 0)) right.bound = left;
  } else if (left.k === 'nominal' && right.k === 'nominal') {
    if (left.def === right.def || areLists(left, right)) unifyAll(left.args, right.args, depth);
  } else if (left.k === 'tuple' && right.k === 'tuple') unifyAll(left.items, right.items, depth);
  else if (left.k === 'function' && right.k === 'function') {
    unifyAll(left.params, right.params, depth);
    unify(left.result, right.result, depth + 1);
  }
}

function unifyAll(a: readonly Ty[], b: readonly Ty[], depth: number): void {
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (right !== undefined) unify(left, right, depth + 1);
  }
}

function occurs(needle: Var, ty: Ty, depth: number): boolean {
  const here = prune(ty);
  if (here === needle) return true;
  if (depth > 12) return true;
  if (here.k === 'nominal') return here.args.some((arg) => occurs(needle, arg, depth + 1));
  if (here.k === 'tuple') return here.items.some((item) => occurs(needle, item, depth + 1));
  if (here.k === 'function')
    return here.params.some((param) => occurs(needle, param, depth + 1)) || occurs(needle, here.result, depth + 1);
  return false;
}

const LISTS = new Set([
  'Vec',
  'VecDeque',
  'HashSet',
  'BTreeSet',
  'Iter',
  'IndexSet',
  'slice',
  'SmallVec',
  'ArrayVec',
  'TinyVec',
  'FuturesUnordered',
  'JoinSet',
]);
const MAPS = new Set(['HashMap', 'BTreeMap', 'IndexMap', 'DashMap', 'AHashMap', 'FxHashMap', 'Cache', 'LruCache']);

declare const told: unique symbol;

/** A nominal type after a test has identified it; a phantom type, so that a failed test does not exclude every nominal type. */
export interface Told extends Nominal {
  readonly [told]: true;
}

export function isList(ty: Ty): ty is Told {
  return ty.k === 'nominal' && ty.def.module === undefined && LISTS.has(ty.def.name);
}

export function isMap(ty: Ty): ty is Told {
  return ty.k === 'nominal' && ty.def.module === undefined && MAPS.has(ty.def.name);
}

function areLists(a: Nominal, b: Nominal): boolean {
  return (isList(a) && isList(b)) || (isMap(a) && isMap(b));
}

export function isNamed(ty: Ty, ...names: readonly string[]): ty is Told {
  return ty.k === 'nominal' && names.includes(ty.def.name);
}

/** A text that is equal for equal types; unbound variables add a `?`. */
export function keyOf(ty: Ty, depth = 0): string {
  const here = prune(ty);
  if (depth > 6) return '…';
  if (here.k === 'nominal') {
    const { key } = here.def;
    return here.args.length === 0 ? key : `${key}<${here.args.map((arg) => keyOf(arg, depth + 1)).join(',')}>`;
  }
  if (here.k === 'tuple') return `(${here.items.map((item) => keyOf(item, depth + 1)).join(',')})`;
  if (here.k === 'dyn' && here.among !== undefined)
    return `one of ${here.among.map((each) => keyOf(each, depth + 1)).join('|')}`;
  if (here.k === 'dyn')
    return `dyn ${here.traits.map(({ key }) => key).join('+')}${here.of === undefined ? '' : ` of ${keyOf(here.of, depth + 1)}`}`;
  if (here.k === 'function') return 'fn';
  return here.k === 'never' ? '!' : '?';
}

/** A type as text for people. */
export function show(ty: Ty): string {
  const here = prune(ty);
  if (here.k === 'nominal')
    return here.args.length === 0 ? here.def.name : `${here.def.name}<${here.args.map(show).join(', ')}>`;
  return here.k === 'dyn' ? `dyn ${here.traits.map(({ name }) => name).join(' + ')}` : keyOf(here);
}
