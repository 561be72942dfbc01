// `Deref`: a type also has the methods of its target.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { TypeDef } from '../names/definitions.ts';
import { prune } from '../types/ty.ts';
import { field } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

/** The dereferenced value of a type of the program that implements `Deref`. */
export function dereferenced(evaluator: Evaluator, value: Value, at: Syntax, frame: Frame): Value | undefined {
  const self = prune(value.ty);
  if (self.k !== 'nominal' || self.def.module === undefined || self.def.module.crate.isModel) return undefined;
  const isDeref = evaluator.program.implsOf(self.def).some((impl) => /\bDeref$/.test(impl.trait?.text ?? ''));
  if (!isDeref && self.def.derives.includes('Deref')) return derivedTarget(evaluator, value, self.def);
  const found = isDeref ? evaluator.program.find(self, 'deref') : undefined;
  if (found === undefined) return undefined;
  const { fn, generics, impl } = found;
  const target = evaluator.call({ fn, args: [value], implGenerics: generics, self: found.self, impl }, at, frame);
  const ty = prune(target.ty);
  // A target that is the type itself would be dereferenced endlessly.
  return ty.k === 'nominal' && ty.def === self.def ? undefined : target;
}

/** `#[derive(Deref)]` dereferences to the field with `#[deref]`, or to the only one (derive_more, shrinkwraprs, derive-deref). */
function derivedTarget(evaluator: Evaluator, value: Value, { fields, fieldAttributes }: TypeDef): Value | undefined {
  const marked = [...fieldAttributes].find(([, attributes]) => attributes.some((text) => /^#\[deref\b/.test(text)));
  const name = marked?.[0] ?? (fields.size === 1 ? [...fields.keys()][0] : undefined);
  return name === undefined ? undefined : field(evaluator, value, name);
}

/** A field of the dereferenced value, if the own type has none of the name. */
export function dereferencedField(
  evaluator: Evaluator,
  value: Value,
  name: string,
  at: Syntax,
  frame: Frame,
): Value | undefined {
  const self = prune(value.ty);
  if (self.k !== 'nominal' || self.def.module === undefined || self.def.fields.has(name)) return undefined;
  const target = dereferenced(evaluator, value, at, frame);
  return target === undefined
    ? undefined
    : (dereferencedField(evaluator, target, name, at, frame) ?? field(evaluator, target, name));
}
