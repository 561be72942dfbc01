// The possible types of a type parameter of which only the traits of the program are known.

import type { FnDef, ImplDef, TraitDef } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { fresh, keyOf, prune, type Ty, unify } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { FoundMethod } from './impl-fit.ts';

/** More types with one trait than any program was seen to have. */
const MAX_TYPES = 1024;

/** `impl<R: Reconciler> Erased for R`: the method for each possible type of R; undefined if no trait of the program limits it. */
export function forEachType(
  evaluator: Evaluator,
  impl: ImplDef | undefined,
  again: () => FoundMethod | undefined,
): readonly FoundMethod[] {
  const parameter = impl?.generics.find((name) => traitsOf(impl, name).length > 0);
  if (impl === undefined || parameter === undefined) return [];
  return typesWith(evaluator, traitsOf(impl, parameter), 0).flatMap((ty) => {
    const found = again();
    const open = found?.generics.get(parameter);
    if (found === undefined || open === undefined || prune(open).k !== 'var') return [];
    unify(open, ty);
    return [found];
  });
}

/** A method of an impl with open type parameters. */
export function openMethod(impl: ImplDef, fn: FnDef): FoundMethod {
  const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
  return { fn, generics, self: lower(impl.selfType, { module: impl.module, generics, self: undefined }), impl };
}

/** The traits of the program among the bounds of a type parameter. */
export function traitsOf(impl: ImplDef, parameter: string): readonly TraitDef[] {
  const scope = { module: impl.module, generics: new Map(), self: undefined };
  return impl.bounds(parameter).flatMap((bound) => {
    const ty = prune(lower(bound, scope));
    return ty.k === 'dyn' ? ty.traits.filter(({ module }) => !module.crate.isModel) : [];
  });
}

/** The types with all of these traits; a generic one for each way in which the program created it. */
function typesWith(evaluator: Evaluator, traits: readonly TraitDef[], depth: number): readonly Ty[] {
  const [first, ...rest] = traits.map((trait) => typesOf(evaluator, trait, depth));
  const others = rest.map((types) => new Set(types.map((ty) => keyOf(ty))));
  return (first ?? []).filter((ty) => others.every((keys) => keys.has(keyOf(ty)))).slice(0, MAX_TYPES);
}

function typesOf(evaluator: Evaluator, trait: TraitDef, depth: number): readonly Ty[] {
  const types = evaluator.program.implsOfTrait(trait).flatMap(({ impl }): readonly Ty[] => {
    const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
    const ty = prune(lower(impl.selfType, { module: impl.module, generics, self: undefined }));
    if (ty.k === 'var') {
      const [name] = [...generics].find(([, each]) => prune(each) === ty) ?? [];
      const more = name === undefined || depth > 2 ? [] : traitsOf(impl, name);
      return more.length === 0 ? [] : typesWith(evaluator, more, depth + 1);
    }
    if (ty.k !== 'nominal') return [];
    const made = impl.generics.length === 0 ? [] : evaluator.seen.instancesOf(ty.def);
    return made.length === 0 ? [ty] : made.map((value) => value.ty);
  });
  return [...new Map(types.map((ty) => [keyOf(ty), ty])).values()];
}
