// The trait of an impl.

import { type ImplDef, Module, type TraitDef } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';

const known = new WeakMap<ImplDef, { readonly trait: TraitDef | undefined }>();

/** The trait that an impl names, if the program or a model declares it; looked up once. */
export function traitOf(impl: ImplDef): TraitDef | undefined {
  const before = known.get(impl);
  if (before !== undefined) return before.trait;
  const definition =
    impl.trait === undefined ? undefined : resolvePath(segments(impl.trait), impl.module, 'type')?.definition;
  const trait =
    definition !== undefined && !(definition instanceof Module) && definition.kind === 'trait' ? definition : undefined;
  known.set(impl, { trait });
  return trait;
}
