// What a run has seen of the whole program, for what is read before the place is reached that writes it.

import type { ConstDef, TypeDef, VariantDef } from '../names/definitions.ts';
import { join, keepApart, meet } from './join.ts';
import { prune } from '../types/ty.ts';
import type { Closure, Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';

/** What a run has seen of the whole program. */
export interface Seen {
  /** What the fields of the program's structs were given where they were made. */
  readonly fields: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;
  /** What was assigned to fields afterwards. */
  readonly assigned: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;
  /** Values of the program's own types: one, or of a generic type one for each way it was made. */
  readonly instances: ReadonlyMap<TypeDef, readonly Value[]>;
  /** What statics hold. */
  readonly constants: ReadonlyMap<ConstDef, Value>;
  /** Under which subcommand a variant is made: nothing where it is made otherwise as well. */
  readonly conditions: ReadonlyMap<VariantDef, string>;
  /** So many closures were made. */
  readonly closureCount: number;
}

/** So many values of one generic type are kept apart. */
const MAX_INSTANCES = 64;

/** What fields were given. Values may lead here and outlive the run, so it leads to nothing else of the run. */
export class Places {
  readonly fields = new Map<TypeDef, Map<string, Value>>();
  readonly assigned = new Map<TypeDef, Map<string, Value>>();
  readonly keys: ValueKeys;
  /** The fields that may hold the content of a field. */
  readonly #shared = new Map<TypeDef, Map<string, Map<string, Field>>>();

  constructor(keys: ValueKeys) {
    this.keys = keys;
  }

  /** Remembers what a struct's field was given, for reads that cannot see where the struct was made. */
  addField(type: TypeDef, name: string, value: Value): void {
    remember(this.fields, type, name, value, join);
    this.#share(type, name, value);
  }

  /** Remembers what a field was assigned: it holds that in every value of the type, as far as is known. */
  addAssignment(type: TypeDef, name: string, value: Value): void {
    remember(this.assigned, type, name, value, meet);
    remember(this.fields, type, name, value, meet);
    this.#share(type, name, value);
  }

  /** Remembers what a field was changed to in place, and with it those that were given its content, or gave it theirs. */
  addChange(type: TypeDef, name: string, value: Value): void {
    const all = new Map<string, Field>([[fieldKey(type, name), { type, name }]]);
    for (const each of all.values()) {
      this.addAssignment(each.type, each.name, value);
      for (const [key, other] of this.#shared.get(each.type)?.get(each.name) ?? []) all.set(key, other);
    }
  }

  /** Two fields may hold one content: `Arc`s of it, or references. */
  #share(type: TypeDef, name: string, { heldIn }: Value): void {
    for (const { def, name: other } of heldIn ?? []) {
      if (def?.module === undefined || (def === type && other === name)) continue;
      this.#link({ type, name }, { type: def, name: other });
      this.#link({ type: def, name: other }, { type, name });
    }
  }

  #link({ type, name }: Field, other: Field): void {
    const fields = this.#shared.get(type) ?? new Map<string, Map<string, Field>>();
    this.#shared.set(type, fields);
    const others = fields.get(name) ?? new Map<string, Field>();
    fields.set(name, others);
    others.set(fieldKey(other.type, other.name), other);
  }
}

interface Field {
  readonly type: TypeDef;
  readonly name: string;
}

function fieldKey(type: TypeDef, name: string): string {
  return `${type.key} ${name}`;
}

/** What this run has seen so far, on top of what an earlier one saw. */
export class Sightings {
  readonly places: Places;
  readonly instances = new Map<TypeDef, Value[]>();
  readonly constants = new Map<ConstDef, Value>();
  readonly conditions = new Map<VariantDef, string>();
  readonly closures: Closure[] = [];
  readonly #before: Seen;
  readonly #keys: ValueKeys;
  /** The distinct values of a type, for as many as were made then. */
  readonly #distinct = new Map<TypeDef, { readonly of: number; readonly values: readonly Value[] }>();

  constructor(before: Seen, keys: ValueKeys) {
    this.#before = before;
    this.#keys = keys;
    this.places = new Places(keys);
  }

  get closureCount(): number {
    return this.#before.closureCount + this.closures.length;
  }

  /** What the next run needs of it, without what came before. */
  forNext(): Seen {
    const { places, instances, constants, conditions, closureCount } = this;
    const { fields, assigned } = places;
    return { fields, assigned, instances, constants, conditions, closureCount };
  }

  /** Remembers a value of a type of the program. */
  addInstance(value: Value): void {
    const ty = prune(value.ty);
    if (ty.k !== 'nominal' || ty.def.module?.crate.isModel !== false) return;
    const known = this.instances.get(ty.def);
    if (known === undefined) this.instances.set(ty.def, [value]);
    else if (ty.def.generics.length > 0 && known.length < MAX_INSTANCES) known.push(value);
  }

  /** The values of a type that are told apart by their type arguments and what they hold. */
  instancesOf(type: TypeDef): readonly Value[] {
    const own = this.instances.get(type) ?? [];
    const known = this.#distinct.get(type);
    if (known?.of === own.length) return known.values;
    const all = [...own, ...(this.#before.instances.get(type) ?? [])];
    const values = [...new Map(all.map((value) => [this.#keys.of(value), value])).values()];
    this.#distinct.set(type, { of: own.length, values });
    return values;
  }
}

function remember(
  all: Map<TypeDef, Map<string, Value>>,
  type: TypeDef,
  name: string,
  value: Value,
  together: typeof join,
): void {
  if (type.module === undefined || type.module.crate.isModel) return;
  const fields = all.get(type) ?? new Map<string, Value>();
  all.set(type, fields);
  const known = fields.get(name);
  // `Holder<Job>` must not decide what is still open in `Holder<_>`.
  const binds = type.generics.length > 0 ? keepApart : undefined;
  fields.set(name, known === undefined ? value : together(known, value, binds));
}
