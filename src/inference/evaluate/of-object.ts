// Methods of a trait object: `impl dyn Source { async fn load(&self) … }`.

import type { TraitDef, TypeDef } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { prune, type Ty } from '../types/ty.ts';
import type { FoundMethod } from './impl-fit.ts';
import type { Program } from './program.ts';

/** The method of a trait object, or of a type with the trait behind one. */
export function findOfObject(program: Program, ty: Ty, name: string): FoundMethod | undefined {
  const self = prune(ty);
  for (const { impl } of program.implsOfUnnamed(name)) {
    const fn = impl.functions.get(name);
    const object = prune(lower(impl.selfType, { module: impl.module, generics: new Map(), self: undefined }));
    if (fn === undefined || (object.k !== 'dyn' && object.k !== 'function')) continue;
    const isMeant =
      object.k === 'function'
        ? self.k === 'function'
        : self.k === 'dyn'
          ? object.traits.some((trait) => self.traits.includes(trait))
          : self.k === 'nominal' && object.traits.some((trait) => has(program, self.def, trait));
    if (isMeant) return { fn, generics: new Map(), self, impl };
  }
  return undefined;
}

function has(program: Program, def: TypeDef, trait: TraitDef): boolean {
  return program.implsOfTrait(trait).some(({ head }) => head === def || head === 'any');
}
