// What a place keeps of a value, so that no round nests the same content once more in itself.

import type { TypeDef } from '../names/definitions.ts';
import { elementType, type Fields, typeOf, withLevels, withoutContent } from './shallow.ts';
import { lower } from '../types/lower.ts';
import { fresh } from '../types/ty.ts';
import type { Value } from './value.ts';

/** The levels of values of a type that keep their content inside of a value of the same type: 20 values of a tree with four branches. */
const MAX_INSIDE_ITSELF = 2;

/** The values that a field keeps inside of its value. */
const MOST = 128;

/**
 * The value with what a field keeps of it: the variants of its own type, a few levels of values of its own type, and not
 * too many values in all. What is deeper has what any value of its type has: such a value needs no more rounds.
 *
 * @param declared the type that the field is declared to hold: a value that was converted may still have another one
 */
export function kept(value: Value, declared?: TypeDef): Value {
  return withFewValues(withFewInside(withOwnVariants(value, declared ?? typeOf(value))));
}

/**
 * The type that the place is declared to hold, perhaps in a list, if it is a type of the program, a number or a text;
 * undefined for any other.
 */
export function declaredType(type: TypeDef, name: string): TypeDef | undefined {
  const { fields, variants, module } = type;
  const dot = name.indexOf('.');
  const written = dot === -1 ? fields.get(name) : variants.get(name.slice(0, dot))?.fields.get(name.slice(dot + 1));
  if (written === undefined || module === undefined) return undefined;
  const generics = new Map(type.generics.map((generic) => [generic, fresh()]));
  const ty = elementType(lower(written, { module, generics, self: undefined }));
  return ty.k === 'nominal' && ty.def.module === undefined && PLAIN.test(ty.def.name) ? ty.def : typeOf({ ty });
}

const PLAIN = /^(?:bool|char|String|[iuf]\d+|[iu]size)$/;

/**
 * The value without the content of variants that its type does not have. Where a value may have one of several types, it
 * keeps the content of each, also when it becomes a value of one of them. Each round of a program would find these
 * contents nested once more in each other, three times as many in vector.
 */
function withOwnVariants(value: Value, type: TypeDef | undefined): Value {
  const { fields } = value;
  if (fields === undefined || type === undefined) return value;
  for (const name of fields.keys())
    if (!isOf(type, name)) return { ...value, fields: new Map([...fields].filter(([each]) => isOf(type, each))) };
  return value;
}

/** `Variant.0` is the content of a variant, and each other name a field. */
function isOf({ variants }: TypeDef, name: string): boolean {
  const dot = name.indexOf('.');
  return dot === -1 || name.startsWith('Some.') || variants.has(name.slice(0, dot));
}

/**
 * The value with a few levels of values of its own type inside of each other. A deeper one has what any value of the
 * type has. Otherwise each round would find the nodes of a tree one level deeper, four times as many for four branches.
 */
function withFewInside(value: Value): Value {
  const type = typeOf(value);
  if (value.fields === undefined || type === undefined) return value;
  const fields = new Nested(type).few(value.fields, 0);
  return fields === value.fields ? value : { ...value, fields };
}

class Nested {
  readonly #type: TypeDef;
  /** A value may hold the same in many places: what became of fields, by the number of values of the type around them. */
  readonly #known: readonly Map<Fields, Fields>[] = Array.from({ length: MAX_INSIDE_ITSELF + 1 }, () => new Map());

  constructor(type: TypeDef) {
    this.#type = type;
  }

  few(fields: Fields, around: number): Fields {
    const known = this.#known[around]?.get(fields);
    if (known !== undefined) return known;
    this.#known[around]?.set(fields, fields);
    let changed: Fields | undefined;
    for (const [name, value] of fields) {
      const less = this.#less(value, around);
      if (less !== value) (changed ??= new Map(fields)).set(name, less);
    }
    if (changed !== undefined) this.#known[around]?.set(fields, changed);
    return changed ?? fields;
  }

  #less(value: Value, around: number): Value {
    if (value.fields === undefined) return value;
    const inside = typeOf(value) === this.#type ? around + 1 : around;
    if (inside > MAX_INSIDE_ITSELF) return withoutContent(value);
    const fields = this.few(value.fields, inside);
    return fields === value.fields ? value : { ...value, fields };
  }
}

/** The value with so many levels as hold at most MOST values: types that contain each other may nest in many ways. */
function withFewValues(value: Value): Value {
  const levels = value.fields === undefined ? undefined : levelsOf(value.fields);
  return levels === undefined ? value : withLevels(value, levels + 1);
}

/** The number of levels that hold at most MOST values with fields; undefined if that are all. */
function levelsOf(root: Fields): number | undefined {
  const met = new Set([root]);
  let level: readonly Fields[] = [root];
  for (let levels = 0; level.length > 0; levels += 1) {
    const next: Fields[] = [];
    for (const fields of level)
      for (const inside of fields.values())
        if (inside.fields !== undefined && !met.has(inside.fields)) {
          met.add(inside.fields);
          next.push(inside.fields);
        }
    if (met.size > MOST) return levels;
    level = next;
  }
  return undefined;
}
