// Observations of a run about the whole program, for values that are read before the code that writes them is reached.

import type { ConstDef, TypeDef, VariantDef } from '../names/definitions.ts';
import { type Channels, channelsForNext } from './channels.ts';
import { join, keepApart } from './join.ts';
import { declaredType, kept } from './kept.ts';
import { keyOf, prune, type Ty } from '../types/ty.ts';
import type { Channel, Closure, Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';

/** What a run has seen of the whole program. */
export interface Seen {
  /** The initial values of the fields of the program's structs. */
  readonly fields: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;
  /** The values that were assigned to fields later. */
  readonly assigned: ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;
  /** Values of the program's own types: one, or for a generic type one for each way it was created. */
  readonly instances: ReadonlyMap<TypeDef, readonly Value[]>;
  readonly constants: ReadonlyMap<ConstDef, Value>;
  /** The subcommand under which a variant is created; undefined if it is also created elsewhere. */
  readonly conditions: ReadonlyMap<VariantDef, string>;
  readonly channels: Channels;
  readonly closureCount: number;
}

/** The number of values of one generic type that are distinguished, also those with equal type arguments. */
const MAX_INSTANCES = 64;

/** The number of type arguments with which one generic type is distinguished: more kinds than a program has. */
const MAX_ARGUMENTS = 1024;

/** The values of fields. They may outlive the run through values, so this references nothing else of the run. */
export class Places {
  readonly fields = new Map<TypeDef, Map<string, Value>>();
  readonly assigned = new Map<TypeDef, Map<string, Value>>();
  readonly keys: ValueKeys;
  /** The fields that may share the content of a field. */
  readonly #shared = new Map<TypeDef, Map<string, Map<string, Field>>>();

  constructor(keys: ValueKeys) {
    this.keys = keys;
  }

  /** Records an initial value of a field, for reads that cannot see where the struct was created. */
  addField(type: TypeDef, name: string, value: Value): void {
    remember(this.fields, type, name, value, join);
    this.#share(type, name, value);
  }

  /** Records an assigned value of a field: every value of the type may hold it. */
  addAssignment(type: TypeDef, name: string, value: Value): void {
    remember(this.assigned, type, name, value, join);
    remember(this.fields, type, name, value, join);
    this.#share(type, name, value);
  }

  /** Records a change of a field in place, also for the fields that share its content. */
  addChange(type: TypeDef, name: string, value: Value): void {
    const all = new Map<string, Field>([[fieldKey(type, name), { type, name }]]);
    for (const each of all.values()) {
      this.addAssignment(each.type, each.name, value);
      for (const [key, other] of this.#shared.get(each.type)?.get(each.name) ?? []) all.set(key, other);
    }
  }

  /** Two fields may share one content: an `Arc` or a reference. */
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

/** What this run has seen so far, in addition to an earlier one. */
export class Sightings {
  readonly places: Places;
  readonly instances = new Map<TypeDef, Value[]>();
  readonly constants = new Map<ConstDef, Value>();
  readonly conditions = new Map<VariantDef, string>();
  readonly closures: Closure[] = [];
  readonly channels = new Map<Channel['made'], Channel[]>();
  readonly #before: Seen;
  readonly #keys: ValueKeys;
  /** The distinct values of a type, for the number of values at that time. */
  readonly #distinct = new Map<TypeDef, { readonly of: number; readonly values: readonly Value[] }>();

  /** The type arguments of the values of a type that has many. */
  readonly #made = new Map<TypeDef, Set<string>>();

  constructor(before: Seen, keys: ValueKeys) {
    this.#before = before;
    this.#keys = keys;
    this.places = new Places(keys);
  }

  get closureCount(): number {
    return this.#before.closureCount + this.closures.length;
  }

  /** The part that the next run needs, without earlier results. */
  forNext(): Seen {
    const { places, instances, constants, conditions, closureCount } = this;
    const { fields, assigned } = places;
    return {
      fields,
      assigned,
      instances,
      constants,
      conditions,
      channels: channelsForNext(this.channels),
      closureCount,
    };
  }

  /** Records a value of a type of the program. */
  addInstance(value: Value): void {
    const ty = prune(value.ty);
    if (ty.k !== 'nominal' || ty.def.module?.crate.isModel !== false) return;
    const known = this.instances.get(ty.def);
    if (known === undefined) this.instances.set(ty.def, [value]);
    else if (ty.def.generics.length > 0 && (known.length < MAX_INSTANCES || this.#isNew(ty.def, ty, known)))
      known.push(value);
  }

  /** Whether a generic type with many values has none with these type arguments yet. */
  #isNew(type: TypeDef, ty: Ty, known: readonly Value[]): boolean {
    const made = this.#made.get(type) ?? new Set(known.map((each) => keyOf(each.ty)));
    this.#made.set(type, made);
    if (made.size === MAX_ARGUMENTS || made.has(keyOf(ty))) return false;
    made.add(keyOf(ty));
    return true;
  }

  /** The values of a type that differ in their type arguments or their content. */
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
  if (type.module === undefined || (type.module.crate.isModel && name !== 'default_namespace')) return;
  const fields = all.get(type) ?? new Map<string, Value>();
  all.set(type, fields);
  const known = fields.get(name);
  // `Holder<Job>` must not decide open parts of `Holder<_>`.
  const binds = type.generics.length > 0 ? keepApart : undefined;
  const own = kept(value, value.fields === undefined ? undefined : declaredType(type, name));
  fields.set(name, known === undefined ? own : together(known, own, binds));
}
