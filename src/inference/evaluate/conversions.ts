// The source and target of `impl From<A> for B`, and which conversions of a program accept a value.

import { fresh, prune, type Ty, unify } from '../types/ty.ts';
import type { ImplDef, TraitDef, TypeDef } from '../names/definitions.ts';
import { lower, turbofish } from '../types/lower.ts';
import { segments } from '../names/use-tree.ts';
import { type FoundMethod, type IndexedImpl, mayTake } from './impl-fit.ts';
import { traitsOf } from './implementers.ts';
import { mayImplement } from './may-implement.ts';

export function isConversion(impl: ImplDef): boolean {
  return CONVERSIONS.has(segments(impl.trait).at(-1) ?? '');
}

const CONVERSIONS = new Set(['From', 'TryFrom']);

/** The source and target of `impl From<A> for B`, with open parameters. */
export function conversionOf(impl: ImplDef): {
  readonly generics: ReadonlyMap<string, Ty>;
  readonly self: Ty;
  readonly from: Ty | undefined;
} {
  const generics = new Map(impl.generics.map((generic): [string, Ty] => [generic, fresh()]));
  const self = lower(impl.selfType, { module: impl.module, generics, self: undefined });
  const from = turbofish(impl.trait?.child('type_arguments'), { module: impl.module, generics, self })[0];
  return { generics, self, from };
}

/** The conversions of a program. It has hundreds, and thousands of calls of `into`, so only possible ones are checked. */
export class Conversions {
  readonly #all: ImplDef[] = [];
  readonly #implsOf: (trait: TraitDef) => readonly IndexedImpl[];
  /** By the given type, for the number of impls at that time. */
  readonly #takes = new Map<TypeDef, { readonly of: number; readonly impls: readonly ImplDef[] }>();
  #implCount = 0;

  constructor(implsOf: (trait: TraitDef) => readonly IndexedImpl[]) {
    this.#implsOf = implsOf;
  }

  /** Records an impl: a conversion, or one by which a type may be behind the trait object that a conversion takes. */
  add(impl: ImplDef): void {
    this.#implCount += 1;
    if (isConversion(impl)) this.#all.push(impl);
  }

  /**
   * The `from` and `try_from` of the program that accept a value of this type.
   *
   * @param holdsClient whether the value holds a client: then one for every type is followed too, whatever it requires
   * of the type
   */
  from(source: Ty, holdsClient = false): readonly FoundMethod[] {
    const given = prune(source);
    return this.#mayTake(given, holdsClient).flatMap((impl) => {
      const { generics, self, from } = conversionOf(impl);
      if (from === undefined || !mayTake(from, given, 0)) return [];
      unify(from, given);
      const fn = impl.functions.get('from') ?? impl.functions.get('try_from');
      return fn === undefined ? [] : [{ fn, generics, self, impl }];
    });
  }

  #mayTake(given: Ty, holdsClient: boolean): readonly ImplDef[] {
    if (given.k !== 'nominal' || holdsClient) return this.#all.filter((impl) => this.#fits(impl, given, holdsClient));
    const known = this.#takes.get(given.def);
    if (known?.of === this.#implCount) return known.impls;
    const impls = this.#all.filter((impl) => this.#fits(impl, given, holdsClient));
    this.#takes.set(given.def, { of: this.#implCount, impls });
    return impls;
  }

  /** Whether the heads of two types allow it: behind the trait object of a conversion is only a type that implements the trait. */
  #fits(impl: ImplDef, given: Ty, holdsClient: boolean): boolean {
    const { generics, from } = conversionOf(impl);
    const wanted = from === undefined ? undefined : prune(from);
    if (wanted === undefined) return false;
    if (wanted.k === 'var') {
      const [parameter] = [...generics].find(([, ty]) => prune(ty) === wanted) ?? [];
      const traits = parameter === undefined ? [] : traitsOf(impl, parameter);
      return traits.length === 0 ? holdsClient : traits.every((trait) => this.#has(given, trait));
    }
    if (wanted.k === 'nominal' && given.k === 'nominal') return wanted.def === given.def;
    if (wanted.k === 'dyn' && given.k === 'dyn') return wanted.traits.some((trait) => given.traits.includes(trait));
    const [object, other] = wanted.k === 'dyn' ? [wanted, given] : [given, wanted];
    if (object.k !== 'dyn' || object.traits.length === 0 || other.k !== 'nominal') return true;
    return mayImplement(other.def, object.traits, this.#implsOf);
  }

  /** Whether a type may have a trait of the program. An unknown type may have any. */
  #has(given: Ty, trait: TraitDef): boolean {
    if (given.k === 'nominal') return mayImplement(given.def, [trait], this.#implsOf);
    if (given.k === 'dyn' && given.traits.includes(trait)) return true;
    return given.k === 'var' || this.#implsOf(trait).some(({ head }) => head === 'any' || head === 'other');
  }
}
