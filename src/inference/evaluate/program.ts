// The whole program: its crates, and the impl of each method of a type.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Crate, FnDef, ImplDef, TraitDef, TypeDef } from '../names/definitions.ts';
import { Module } from '../names/definitions.ts';
import { modulesOf } from '../names/modules.ts';
import { lower } from '../types/lower.ts';
import { fresh, prune, type Ty, unify } from '../types/ty.ts';
import {
  type FoundMethod,
  functionOf,
  type IndexedImpl,
  mayBe,
  methodOf,
  takes,
  takesCount,
  takesTypes,
} from './impl-fit.ts';
import { ByFunction } from './by-function.ts';
import type { Settings } from './settings.ts';
import { Conversions } from './conversions.ts';
import { ValueKeys } from './value-key.ts';
import { traitOf } from './trait-of.ts';

export class Program {
  readonly crates: Crate[] = [];
  /** Kinds that CRDs of the repository and dependencies declare. */
  readonly kinds: Pick<Settings, 'declared' | 'ofCrates'>;
  /** Distinguishes the values of the program, by the same keys in each run. */
  readonly keys = new ValueKeys();
  /** The items of blocks in functions, once they were evaluated. */
  readonly blocks = new Map<Syntax, Module>();
  readonly #known = new Set<Module>();
  readonly #byHead = new Map<TypeDef, IndexedImpl[]>();
  readonly #blanket: IndexedImpl[] = [];
  /** Impls for tuples, arrays, functions and other types without a declaration. */
  readonly #unnamed: IndexedImpl[] = [];
  readonly #byFunction = new ByFunction();
  readonly #ofTrait = new Map<TraitDef, IndexedImpl[]>();
  readonly #byName = new Map<string, FoundCandidate[]>();
  /** The methods among them, for the number of functions at that time. */
  readonly #forFunctions = new Map<string, readonly IndexedImpl[]>();
  readonly #methods = new Map<string, { readonly of: number; readonly found: readonly FoundCandidate[] }>();
  /** The traits of the program by the names of their functions. */
  readonly #traitsByFunction = new Map<string, TraitDef[]>();

  /** The possible meanings of `into` and `try_into`. */
  readonly conversions = new Conversions((trait) => this.implsOfTrait(trait));

  constructor(kinds: Pick<Settings, 'declared' | 'ofCrates'>) {
    this.kinds = kinds;
  }

  /** `associatedType`, for scopes: these outlive an evaluator, and must not reference it. */
  readonly projected = (self: Ty, name: string): Ty | undefined => this.associatedType(self, name);

  /** Adds the impls of a crate, once its items are read. */
  addCrate(crate: Crate): void {
    this.crates.push(crate);
    this.addModules(crate.root);
  }

  /** Adds the impls of a module and its submodules. */
  addModules(root: Module): void {
    for (const module of modulesOf(root)) this.#addModule(module);
  }

  /** Adds the impls of one module; blocks with items are added when they are evaluated. */
  #addModule(module: Module): void {
    if (this.#known.has(module)) return;
    this.#known.add(module);
    for (const impl of module.impls) this.#addImpl(impl);
    if (module.crate.isModel) return;
    for (const definitions of module.items.values())
      for (const item of definitions)
        if (!(item instanceof Module) && item.kind === 'trait')
          for (const name of item.functions.keys()) pushTo(this.#traitsByFunction, name, item);
  }

  /** The traits of the program that declare a function with this name. */
  declaring(name: string): readonly TraitDef[] {
    return this.#traitsByFunction.get(name) ?? [];
  }

  #addImpl(impl: ImplDef): void {
    const trait = impl.trait === undefined ? undefined : traitOf(impl);
    const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
    const self = prune(lower(impl.selfType, { module: impl.module, generics, self: undefined }));
    const head = self.k === 'nominal' ? self.def : self.k === 'var' ? 'any' : 'other';
    const indexed = { impl, trait, head } as const;
    if (head === 'any') this.#blanket.push(indexed);
    else if (head === 'other') this.#unnamed.push(indexed);
    else pushTo(this.#byHead, head, indexed);
    if (trait !== undefined) pushTo(this.#ofTrait, trait, indexed);
    if (impl.module.crate.isModel) return;
    for (const fn of impl.functions.values()) pushTo(this.#byName, fn.name, { fn, impl });
    this.conversions.add(impl);
    if (trait === undefined || trait.module.crate.isModel) return;
    for (const fn of trait.functions.values())
      if (!impl.functions.has(fn.name) && fn.syntax.child('body') !== undefined)
        pushTo(this.#byName, fn.name, { fn, impl });
  }

  /**
   * The method or associated function of a type, in Rust's order: its own, then those of traits. With `args` (the
   * receiver first) functions for other arguments are skipped: `From<A>` and `From<B>` have a `from` each.
   */
  find(ty: Ty, name: string, args?: readonly Ty[]): FoundMethod | undefined {
    return this.#candidates(ty, name, args).next().value;
  }

  /** The methods that only the type of the result distinguishes: those of the trait of `found`, for other type arguments. */
  rivals(found: FoundMethod, ty: Ty, name: string, args: readonly Ty[]): readonly FoundMethod[] {
    const { impl } = found;
    const trait = impl?.trait === undefined || impl.module.crate.isModel ? undefined : traitOf(impl);
    if (trait === undefined || trait.generics.length === 0) return [];
    return [...this.#candidates(ty, name, args)].filter(
      (each) => each.impl !== undefined && each.impl !== impl && traitOf(each.impl) === trait,
    );
  }

  *#candidates(ty: Ty, name: string, args?: readonly Ty[]): Generator<FoundMethod, undefined> {
    const self = prune(ty);
    const impls = self.k === 'nominal' ? this.#byHead.get(self.def) : self.k === 'tuple' ? this.#unnamed : undefined;
    const inOrder = impls === undefined ? [] : this.#byFunction.of(impls, name);
    if (inOrder.length === 0) return undefined;
    const fitting = args === undefined ? inOrder : inOrder.filter((each) => takesCount(functionOf(each, name), args));
    const exact =
      fitting.length > 1 && args !== undefined ? fitting.filter((each) => takesTypes(each, name, self, args)) : fitting;
    for (const indexed of exact.length === 0 ? fitting : exact) {
      const found = methodOf(indexed, self, name);
      if (found !== undefined) yield found;
    }
    return undefined;
  }

  /** Whether a type has several functions of a name, by traits with different arguments. */
  hasSeveral(ty: Ty, name: string): boolean {
    const self = prune(ty);
    if (self.k !== 'nominal') return false;
    return (this.#byHead.get(self.def) ?? []).filter(({ impl }) => impl.functions.has(name)).length > 1;
  }

  /** The impls for types without a declaration (`impl dyn Source`, a tuple) with a function of the name. */
  implsOfUnnamed(name: string): readonly IndexedImpl[] {
    return this.#byFunction.of(this.#unnamed, name);
  }

  /** Like `find`, for traits that are implemented for every type; `count` is the number of arguments. */
  findBlanket(ty: Ty, name: string, count?: number): FoundMethod | undefined {
    for (const indexed of this.#byFunction.of(this.#blanket, name)) {
      const fn = functionOf(indexed, name);
      if (fn === undefined || (count !== undefined && fn.parameters.length < count)) continue;
      const found = methodOf(indexed, ty, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The method of `impl<K, F: FnMut(K)> Handler<K> for F`, if only one impl for functions has it. */
  findForFunctions(ty: Ty, name: string, count: number): FoundMethod | undefined {
    const key = `${name} ${count}`;
    const known = this.#forFunctions.get(key) ?? this.#implsForFunctions(name, count);
    this.#forFunctions.set(key, known);
    const [only, ...more] = known;
    return only === undefined || more.length > 0 ? undefined : methodOf(only, ty, name);
  }

  #implsForFunctions(name: string, count: number): readonly IndexedImpl[] {
    return this.#byFunction
      .of(this.#blanket, name)
      .filter(
        (indexed) =>
          functionOf(indexed, name)?.parameters.length === count &&
          indexed.impl.bounds(indexed.impl.selfType.text).some(({ type }) => type === 'function_type'),
      );
  }

  /** All implementations of a trait's method, for a value of which only the trait is known. */
  implementations(trait: TraitDef, name: string, args: readonly Ty[] = []): readonly FoundMethod[] {
    const found: FoundMethod[] = [];
    for (const indexed of this.#ofTrait.get(trait) ?? []) {
      const generics = new Map(indexed.impl.generics.map((generic): [string, Ty] => [generic, fresh()]));
      const self = lower(indexed.impl.selfType, { module: indexed.impl.module, generics, self: undefined });
      if (!takes(indexed.impl, args)) continue;
      const method = methodOf(indexed, self, name, args);
      if (method !== undefined) found.push(method);
    }
    return found;
  }

  implsOfTrait(trait: TraitDef): readonly IndexedImpl[] {
    return this.#ofTrait.get(trait) ?? [];
  }

  /** Methods of the repository with this name and number of arguments, for an unknown receiver. */
  methods(name: string, count: number): readonly FoundCandidate[] {
    const all = this.#byName.get(name) ?? [];
    const known = this.#methods.get(`${name} ${count}`);
    if (known?.of === all.length) return known.found;
    const found = all.filter(
      ({ fn }) => fn.parameters.length === count + 1 && fn.parameters[0]?.type === 'self_parameter',
    );
    this.#methods.set(`${name} ${count}`, { of: all.length, found });
    return found;
  }

  /** The associated type of an impl for `self`. */
  associatedType(self: Ty, name: string): Ty | undefined {
    const ty = prune(self);
    if (ty.k !== 'nominal') return undefined;
    for (const { impl } of this.#byHead.get(ty.def) ?? []) {
      const type = impl.types.get(name);
      if (type === undefined) continue;
      const generics = new Map(impl.generics.map((generic): [string, Ty] => [generic, fresh()]));
      const head = lower(impl.selfType, { module: impl.module, generics, self: undefined });
      if (!mayBe(head, ty, 0)) continue;
      unify(head, ty);
      return lower(type, { module: impl.module, generics, self: ty, associated: impl.types });
    }
    return undefined;
  }

  implsOf(def: TypeDef): readonly ImplDef[] {
    return (this.#byHead.get(def) ?? []).map(({ impl }) => impl);
  }
}

export interface FoundCandidate {
  readonly fn: FnDef;
  readonly impl: ImplDef;
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
