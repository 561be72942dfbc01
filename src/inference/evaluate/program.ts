// The whole program: its crates, and which impl a method of a type comes from.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { KindRecord } from '../../kubernetes/kinds-table.ts';
import type { Crate, FnDef, ImplDef, TraitDef, TypeDef } from '../names/definitions.ts';
import { Module } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';
import { lower, turbofish } from '../types/lower.ts';
import { fresh, prune, type Ty, unify } from '../types/ty.ts';

interface IndexedImpl {
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

export class Program {
  readonly crates: Crate[] = [];
  /** Kinds that CRDs of the repository declare. */
  readonly declared: ReadonlyMap<string, KindRecord>;
  /** The items of functions' blocks, once they were evaluated. */
  readonly blocks = new Map<Syntax, Module>();
  readonly #known = new Set<Module>();
  readonly #byHead = new Map<TypeDef, IndexedImpl[]>();
  readonly #blanket: IndexedImpl[] = [];
  readonly #ofTrait = new Map<TraitDef, IndexedImpl[]>();
  readonly #byName = new Map<string, FoundCandidate[]>();
  readonly #traitsByName = new Map<string, TraitDef[]>();

  constructor(declared: ReadonlyMap<string, KindRecord>) {
    this.declared = declared;
  }

  /** Adds the impls of a crate, once its items are read. */
  addCrate(crate: Crate): void {
    this.crates.push(crate);
    for (const module of modulesOf(crate.root)) this.addModule(module);
  }

  /** Adds the impls of one module; blocks with items of their own come in when they are evaluated. */
  addModule(module: Module): void {
    if (this.#known.has(module)) return;
    this.#known.add(module);
    for (const impl of module.impls) this.#addImpl(impl);
    for (const definitions of module.items.values()) {
      for (const definition of definitions) {
        if (definition instanceof Module || definition.kind !== 'trait' || module.crate.isModel) continue;
        for (const fn of definition.functions.values()) pushTo(this.#traitsByName, fn.name, definition);
      }
    }
  }

  #addImpl(impl: ImplDef): void {
    const trait = impl.trait === undefined ? undefined : traitOf(impl);
    const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
    const self = prune(lower(impl.selfType, { module: impl.module, generics, self: undefined }));
    const head = self.k === 'nominal' ? self.def : self.k === 'var' ? 'any' : 'other';
    const indexed = { impl, trait, head } as const;
    if (head === 'any') this.#blanket.push(indexed);
    else if (head !== 'other') pushTo(this.#byHead, head, indexed);
    if (trait !== undefined) pushTo(this.#ofTrait, trait, indexed);
    if (!impl.module.crate.isModel)
      for (const fn of impl.functions.values()) pushTo(this.#byName, fn.name, { fn, impl });
  }

  /** The method or associated function of a type, in Rust's order: its own, then of traits, then of traits for every type. */
  find(ty: Ty, name: string): FoundMethod | undefined {
    const self = prune(ty);
    if (self.k === 'nominal') {
      const impls = this.#byHead.get(self.def) ?? [];
      for (const own of [true, false]) {
        for (const indexed of impls) {
          if ((indexed.trait === undefined && indexed.impl.trait === undefined) !== own) continue;
          const found = methodOf(indexed, self, name);
          if (found !== undefined) return found;
        }
      }
    }
    return undefined;
  }

  findBlanket(ty: Ty, name: string): FoundMethod | undefined {
    for (const indexed of this.#blanket) {
      const found = methodOf(indexed, ty, name);
      if (found !== undefined) return found;
    }
    return undefined;
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

  /** Methods of the repository with this name, for a receiver that is not known. */
  named(name: string): readonly FoundCandidate[] {
    return this.#byName.get(name) ?? [];
  }

  traitsWith(name: string): readonly TraitDef[] {
    return this.#traitsByName.get(name) ?? [];
  }

  implsOf(def: TypeDef): readonly ImplDef[] {
    return (this.#byHead.get(def) ?? []).map(({ impl }) => impl);
  }
}

export interface FoundCandidate {
  readonly fn: FnDef;
  readonly impl: ImplDef;
}

function* modulesOf(module: Module): Generator<Module> {
  yield module;
  for (const definitions of module.items.values()) {
    for (const definition of definitions)
      if (definition instanceof Module && definition.parent === module) yield* modulesOf(definition);
  }
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function traitOf(impl: ImplDef): TraitDef | undefined {
  const definition = resolvePath(segments(impl.trait), impl.module, 'type')?.definition;
  return definition !== undefined && !(definition instanceof Module) && definition.kind === 'trait'
    ? definition
    : undefined;
}

function methodOf(indexed: IndexedImpl, ty: Ty, name: string, traitArgs: readonly Ty[] = []): FoundMethod | undefined {
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

/** Whether two types can be the same, without making them so. */
export function mayBe(a: Ty, b: Ty, depth: number): boolean {
  const left = prune(a);
  const right = prune(b);
  if (left.k === 'var' || right.k === 'var' || depth > 5) return true;
  if (left.k === 'dyn' || right.k === 'dyn') return depth > 0;
  if (left.k === 'nominal' && right.k === 'nominal') {
    return left.def === right.def && left.args.every((arg, at) => mayBe(arg, right.args[at] ?? arg, depth + 1));
  }
  return left.k === right.k;
}

/** Whether an impl of a generic trait is for these arguments. */
function takes(impl: ImplDef, args: readonly Ty[]): boolean {
  if (args.length === 0 || impl.trait?.type !== 'generic_type') return true;
  const generics = new Map(impl.generics.map((generic): [string, Ty] => [generic, fresh()]));
  const own = turbofish(impl.trait.child('type_arguments'), { module: impl.module, generics, self: undefined });
  return own.every((arg, at) => mayBe(arg, args[at] ?? arg, 0));
}
