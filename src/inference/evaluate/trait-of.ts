// The trait of an impl.

import { once } from '../../once.ts';
import { type ImplDef, Module, type TraitDef } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';

/** The trait of an impl, if the program or a model declares it; looked up once. */
export const traitOf = once(({ trait, module }: ImplDef): TraitDef | undefined => {
  const definition = trait === undefined ? undefined : resolvePath(segments(trait), module, 'type')?.definition;
  return definition !== undefined && !(definition instanceof Module) && definition.kind === 'trait'
    ? definition
    : undefined;
});
