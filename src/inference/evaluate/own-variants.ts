// The content of variants in a value, without that of variants which its type does not have.

import { isList, isNamed, prune, type Ty } from '../types/ty.ts';
import type { Value } from './value.ts';

/**
 * The value without the content of variants that its type does not have. Where a value may have one of several types, it
 * keeps the content of each, also when it becomes a value of one of them. Each round of a program would find these
 * contents nested once more in each other, three times as many in vector.
 */
export function withOwnVariants(value: Value): Value {
  const { fields } = value;
  const variants = fields === undefined ? undefined : variantsOf(elementType(value.ty));
  if (fields === undefined || variants === undefined) return value;
  for (const name of fields.keys())
    if (!isOf(variants, name))
      return { ...value, fields: new Map([...fields].filter(([each]) => isOf(variants, each))) };
  return value;
}

/** The variants of a type of the program; undefined for any other. */
function variantsOf(ty: Ty): ReadonlyMap<string, unknown> | undefined {
  return ty.k === 'nominal' && ty.def.module?.crate.isModel === false ? ty.def.variants : undefined;
}

/** A list and an Option share the fields of their elements. */
function elementType(given: Ty): Ty {
  const ty = prune(given);
  return ty.k === 'nominal' && ty.args[0] !== undefined && (isList(ty) || isNamed(ty, 'Option'))
    ? elementType(ty.args[0])
    : ty;
}

/** `Variant.0` is the content of a variant, and each other name a field. */
function isOf(variants: ReadonlyMap<string, unknown>, name: string): boolean {
  const dot = name.indexOf('.');
  return dot === -1 || name.startsWith('Some.') || variants.has(name.slice(0, dot));
}
