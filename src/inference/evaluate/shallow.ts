// A value without what stands too deep inside of it.

import type { TypeDef } from '../names/definitions.ts';
import { isList, isNamed, prune, type Ty } from '../types/ty.ts';
import type { Value } from './value.ts';

export type Fields = NonNullable<Value['fields']>;

/**
 * The value with so many levels of content. Deeper, a value of a type of the program has what any value of that type
 * has, and nothing is known of the content of any other value.
 */
export function withLevels(value: Value, levels: number): Value {
  return new Shallow().value(value, levels);
}

/** The value without its content; it has that of any value of its type. */
export function withoutContent(value: Value): Value {
  const rest = { ...value, fields: undefined, items: undefined };
  return typeOf(value) === undefined ? rest : { ...rest, isAny: true };
}

/** A type of the program; undefined for any other. */
export function typeOf({ ty }: Value): TypeDef | undefined {
  const type = elementType(ty);
  return type.k === 'nominal' && type.def.module?.crate.isModel === false ? type.def : undefined;
}

/** A list and an Option share the fields of their elements. */
export function elementType(given: Ty): Ty {
  const ty = prune(given);
  return ty.k === 'nominal' && ty.args[0] !== undefined && (isList(ty) || isNamed(ty, 'Option'))
    ? elementType(ty.args[0])
    : ty;
}

class Shallow {
  /** By the number of levels, what became of fields: a value may hold the same in many places, or hold itself. */
  readonly #known = new Map<number, Map<Fields, Fields>>();

  value(value: Value, levels: number): Value {
    const { fields, items } = value;
    if (fields === undefined && items === undefined) return value;
    if (levels === 0) return withoutContent(value);
    const less = fields === undefined ? undefined : this.#fields(fields, levels - 1);
    const elements = items?.map((item) => this.value(item, levels - 1));
    const isSame = less === fields && (elements ?? []).every((each, at) => each === items?.[at]);
    return isSame ? value : { ...value, fields: less, items: elements };
  }

  #fields(fields: Fields, levels: number): Fields {
    const known = this.#known.get(levels) ?? new Map<Fields, Fields>();
    this.#known.set(levels, known);
    const before = known.get(fields);
    if (before !== undefined) return before;
    known.set(fields, fields);
    // Fields without deeper content stay the same ones, so that a change of them is seen under each name.
    let changed: Fields | undefined;
    for (const [name, value] of fields) {
      const less = this.value(value, levels);
      if (less !== value) (changed ??= new Map(fields)).set(name, less);
    }
    if (changed !== undefined) known.set(fields, changed);
    return changed ?? fields;
  }
}
