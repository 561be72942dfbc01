// Struct literals: the fields are kept, so that a later `self.api` is the stored Api.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { TypeDef, VariantDef } from '../names/definitions.ts';
import { lower, turbofish } from '../types/lower.ts';
import { fresh, keyOf, prune, type Ty, unify } from '../types/ty.ts';
import { changeable } from './constant.ts';
import { compiledParts } from './compiled-parts.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { kept } from './kept.ts';
import { namesOwners } from './owners.ts';
import type { Program } from './program.ts';
import { noteStruct } from './second-checks.ts';
import { noteMade } from './subcommands.ts';
import { typed, type Value, type NativeFunction } from './value.ts';
import { variantAt } from './variant.ts';

export function evaluateStruct(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const name = syntax.child('name');
  const given = new Map<string, Value>();
  let base: Value | undefined;
  for (const initializer of compiledParts(evaluator, syntax.child('body')?.kids ?? [], frame)) {
    if (initializer.type === 'shorthand_field_initializer') {
      const variable = initializer.first('identifier');
      if (variable !== undefined) given.set(variable.text, evaluator.evaluate(variable, frame));
    } else if (initializer.type === 'field_initializer') {
      given.set(initializer.child('field')?.text ?? '', evaluator.evaluate(initializer.child('value'), frame));
    } else if (initializer.type === 'base_field_initializer') base = evaluator.evaluate(initializer.firstKid, frame);
  }
  for (const [key, value] of base?.fields ?? []) if (!given.has(key)) given.set(key, value);
  noteStruct(evaluator, syntax, given, frame);
  const variant = variantAt(name, frame);
  if (variant !== undefined) {
    noteMade(evaluator, variant, frame);
    return makeVariant(variant, given, evaluator, writtenArguments(name, frame));
  }
  const ty = name === undefined ? fresh() : prune(lower(name, { ...frame.scope, isOfValue: true }));
  if (ty.k !== 'nominal') return { ty, fields: given };
  return makeStruct(evaluator, ty, given, base);
}

export function makeStruct(
  evaluator: Evaluator,
  ty: Ty & { readonly k: 'nominal' },
  written: ReadonlyMap<string, Value>,
  base?: Value,
): Value {
  const given = held(ty.def, written);
  unifyFields(ty.def, ty.def.fields, ty.args, given, evaluator.program.projected);
  for (const [key, value] of given) evaluator.seen.places.addField(ty.def, key, value);
  // A model's `Controller { object }` is as live as its object.
  const object = ty.def.module?.crate.isModel === true ? given.get('object') : undefined;
  const made: Value = {
    ty,
    fields: given,
    ...(object === undefined ? {} : { origin: object.origin, live: object.live }),
    ...(base?.origin === undefined ? {} : { origin: base.origin }),
  };
  evaluator.seen.addInstance(made);
  return made;
}

/** A value of an enum's variant; `written` has the type arguments in its path. */
export function makeVariant(
  variant: VariantDef,
  given: ReadonlyMap<string, Value>,
  evaluator: Evaluator | undefined,
  written: readonly Ty[] = [],
): Value {
  const args = argumentsOf(variant.type, written);
  unifyFields(variant.type, variant.fields, args, given, evaluator?.program.projected);
  const fields = new Map(
    [...held(variant.type, given)].map(([key, value]): [string, Value] => [`${variant.name}.${key}`, value]),
  );
  const ty: Ty = { k: 'nominal', def: variant.type, args };
  for (const [key, value] of fields) evaluator?.seen.places.addField(variant.type, key, value);
  if (variant.type.name === 'Patch' && variant.type.module?.crate.isModel === true) {
    const [content] = given.values();
    return {
      ty,
      patch: { apply: variant.name === 'Apply', other: variant.name !== 'Apply', owners: namesOwners(content) },
    };
  }
  const made: Value = fields.size === 0 ? { ty, variant: variant.name } : { ty, fields };
  evaluator?.seen.addInstance(made);
  return made;
}

/**
 * The values of fields. Code that is not read may change one, or read a value from outside, so booleans in the
 * program's own types are unknown.
 */
function held({ module }: TypeDef, given: ReadonlyMap<string, Value>): Map<string, Value> {
  if (module?.crate.isModel === true) return new Map(given);
  return new Map([...given].map(([key, value]) => [key, kept(changeable(value))]));
}

/** The type arguments of `Row::<Pod>::One { … }` and of `One::<Pod> { … }`. */
function writtenArguments(name: Syntax | undefined, frame: Frame): readonly Ty[] {
  const args = name?.child('type_arguments') ?? name?.child('path')?.child('type_arguments');
  return args === undefined ? [] : turbofish(args, frame.scope);
}

function argumentsOf({ generics }: TypeDef, written: readonly Ty[]): readonly Ty[] {
  return generics.map((_, at) => (written.length === generics.length ? written[at] : undefined) ?? fresh());
}

function unifyFields(
  type: TypeDef,
  fields: TypeDef['fields'],
  args: readonly Ty[],
  given: ReadonlyMap<string, Value>,
  project: Program['projected'] | undefined,
): void {
  if (type.module === undefined) return;
  const generics = new Map(type.generics.map((generic, at): [string, Ty] => [generic, args[at] ?? fresh()]));
  for (const [key, value] of given) {
    const declared = fields.get(key);
    if (declared === undefined) continue;
    const ty = lower(declared, { module: type.module, generics, self: undefined, ...(project && { project }) });
    unify(ty, value.ty);
  }
}

/** The function of a tuple struct. */
export function structConstructor(def: TypeDef, written: readonly Ty[]): Value {
  return constructor(def.key, written, (given, evaluator) =>
    makeStruct(evaluator, { k: 'nominal', def, args: argumentsOf(def, written) }, new Map(given)),
  );
}

/** The function of a tuple variant. */
export function variantConstructor(variant: VariantDef, written: readonly Ty[]): Value {
  return constructor(`${variant.type.key}::${variant.name}`, written, (given, evaluator) =>
    makeVariant(variant, given, evaluator, written),
  );
}

function constructor(
  name: string,
  written: readonly Ty[],
  make: (given: ReadonlyMap<string, Value>, evaluator: Evaluator) => Value,
): Value {
  const run: NativeFunction['run'] = (args, evaluator) =>
    make(new Map(args.map((arg, at): [string, Value] => [String(at), arg])), evaluator);
  return { ...typed(fresh()), calls: [{ k: 'native', key: `${name} ${written.map((ty) => keyOf(ty)).join()}`, run }] };
}
