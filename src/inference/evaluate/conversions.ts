// What `impl From<A> for B` takes and is for.

import { fresh, type Ty } from '../types/ty.ts';
import type { ImplDef } from '../names/definitions.ts';
import { lower, turbofish } from '../types/lower.ts';
import { segments } from '../names/use-tree.ts';

export function isConversion(impl: ImplDef): boolean {
  return CONVERSIONS.has(segments(impl.trait).at(-1) ?? '');
}

const CONVERSIONS = new Set(['From', 'TryFrom']);

/** What `impl From<A> for B` takes and is for, its parameters open. */
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
