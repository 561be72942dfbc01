// Binds the variables of a pattern to their possible values.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { Module, type TypeDef, type VariantDef } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';
import { lower } from '../types/lower.ts';
import { fresh, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { changeable } from './constant.ts';
import { elementOf, field, fieldOfAny, heldBy, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { noteFound } from './found.ts';
import type { Frame } from './frame.ts';
import { join } from './join.ts';
import { type FieldPlace, typed, unknown, type Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';
import { variantAt } from './variant.ts';

/** Declares the variables of a pattern; the name of a constant or a variant declares none. */
export function bindPattern(evaluator: Evaluator, pattern: Syntax, value: Value, frame: Frame): void {
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_field_identifier':
      if (!/^[A-Z]/.test(pattern.text) || pattern.text.length === 1) frame.variables.declare(pattern.text, value);
      return;
    case 'self':
      return frame.variables.declare('self', value);
    case 'mut_pattern':
      return bindInner(evaluator, pattern.kids, changeable(value), frame);
    case 'ref_pattern':
    case 'reference_pattern':
      return bindInner(evaluator, pattern.kids, value, frame);
    case 'captured_pattern': {
      const [name, rest] = pattern.kids;
      if (name !== undefined) bindPattern(evaluator, name, value, frame);
      if (rest !== undefined) bindPattern(evaluator, rest, value, frame);
      return;
    }
    case 'or_pattern':
      for (const kid of pattern.kids) bindPattern(evaluator, kid, value, frame);
      return;
    case 'tuple_pattern':
      // Brackets around one pattern are not a tuple.
      if (pattern.kids.length === 1 && !/,\s*\)$/.test(pattern.text))
        return bindInner(evaluator, pattern.kids, value, frame);
      return bindTuple(evaluator, pattern, value, frame);
    case 'slice_pattern':
      for (const [at, kid] of pattern.kids.entries())
        bindPattern(
          evaluator,
          kid,
          (value.items?.length === pattern.kids.length ? value.items[at] : undefined) ?? elementOf(value),
          frame,
        );
      return;
    case 'tuple_struct_pattern':
      return bindVariant(evaluator, pattern, value, frame);
    case 'struct_pattern':
      return bindStruct(evaluator, pattern, value, frame);
    default:
  }
}

function bindInner(evaluator: Evaluator, kids: readonly Syntax[], value: Value, frame: Frame): void {
  for (const kid of kids) bindPattern(evaluator, kid, value, frame);
}

function bindTuple(evaluator: Evaluator, pattern: Syntax, value: Value, frame: Frame): void {
  const kids = pattern.kids;
  if (prune(value.ty).k === 'var') unify(value.ty, { k: 'tuple', items: kids.map(() => fresh()) });
  const ty = prune(value.ty);
  for (const [kid, at] of placesOf(kids, ty.k === 'tuple' ? ty.items.length : kids.length))
    bindPattern(evaluator, kid, field(evaluator, value, at), frame);
}

const WRAPPERS = new Set([
  'Some',
  'Ok',
  'Ready',
  'Break',
  'Continue',
  'Borrowed',
  'Owned',
  'Occupied',
  'Vacant',
  'Left',
  'Right',
]);

function bindVariant(evaluator: Evaluator, pattern: Syntax, value: Value, frame: Frame): void {
  const type = pattern.child('type');
  const name = segments(type).at(-1) ?? '';
  const parts = pattern.kids.filter((kid) => kid !== type);
  const variant = variantAt(type, frame);
  if (variant !== undefined) {
    for (const [part, at] of placesOf(parts, variant.fields.size))
      bindPattern(evaluator, part, fieldOfVariant(evaluator, variant, value, at), frame);
    return;
  }
  const struct = tupleStruct(type, frame);
  if (struct !== undefined && type !== undefined) {
    const whole = structValue(type, opened(struct, value), frame);
    for (const [part, at] of placesOf(parts, struct.fields.size))
      bindPattern(evaluator, part, field(evaluator, whole, at), frame);
    return;
  }
  const content = contentOf(name, value);
  if (name === 'Ok' || name === 'Some') noteFound(content, frame);
  for (const [at, part] of parts.entries()) bindPattern(evaluator, part, heldBy(name, value, at) ?? content, frame);
}

/** The patterns within brackets, each with the name of its field: those after `..` are the last ones. */
function placesOf(parts: readonly Syntax[], count: number): readonly (readonly [Syntax, string])[] {
  const rest = parts.findIndex(({ type }) => type === 'remaining_field_pattern');
  return parts.map((part, at) => [part, String(rest === -1 || at <= rest ? at : count - parts.length + at)]);
}

/** The tuple struct of the program that a pattern names. */
function tupleStruct(type: Syntax | undefined, frame: Frame): TypeDef | undefined {
  const path = segments(type);
  const self = path.length === 1 && path[0] === 'Self' && frame.scope.self !== undefined && prune(frame.scope.self);
  if (self !== undefined && self !== false)
    return self.k === 'nominal' && self.def.fields.has('0') ? self.def : undefined;
  const definition = resolvePath(path, frame.scope.module, 'value')?.definition;
  return definition !== undefined &&
    !(definition instanceof Module) &&
    definition.kind === 'type' &&
    definition.fields.has('0')
    ? definition
    : undefined;
}

function contentOf(name: string, value: Value): Value {
  if (name === 'Err') return unknown();
  if (WRAPPERS.has(name)) return unwrapped(value);
  const ty = prune(value.ty);
  // `State(ctx): State<Arc<Context>>`: the wrapper was already looked through, or holds its argument.
  return ty.k === 'nominal' && ty.def.module === undefined && ty.args.length > 0 && !isNamed(ty, 'Option', 'Result')
    ? typed(ty.args[0] ?? fresh(), value)
    : value;
}

/** The content of a variant of an enum of the program or of kube. */
export function fieldOfVariant(evaluator: Evaluator, variant: VariantDef, value: Value, name: string): Value {
  const whole = opened(variant.type, value);
  const ty = prune(whole.ty);
  const args = ty.k === 'nominal' && ty.def === variant.type ? ty.args : variant.type.generics.map(() => fresh());
  const module = variant.type.module;
  const type = variant.fields.get(name);
  const generics = new Map(variant.type.generics.map((generic, at): [string, Ty] => [generic, args[at] ?? fresh()]));
  const declared = type === undefined || module === undefined ? fresh() : lower(type, { module, generics, self: ty });
  const place = `${variant.name}.${name}`;
  const known = whole.fields?.get(place) ?? (ty.k === 'nominal' ? fieldOfAny(evaluator, whole, ty, place) : undefined);
  if (known !== undefined) {
    unify(declared, known.ty);
    const here = prune(declared);
    const held = typed(here.k === 'var' || here.k === 'dyn' || here.k === 'function' ? known.ty : declared, known);
    const isPlain = here.k === 'nominal' && here.def.module === undefined;
    return isPlain ? { ...held, heldIn: [placeIn(evaluator.program.keys, whole, place, held)] } : held;
  }
  const { fields: _, ...rest } = whole;
  return { ...rest, ty: declared };
}

/** The place of the content of a variant, which may be changed through a name in a pattern. */
function placeIn(keys: ValueKeys, { ty, fields }: Value, name: string, held: Value): FieldPlace {
  const type = prune(ty);
  const put = ({ heldIn: _, ...changed }: Value): void => {
    fields?.set(name, join(held, typed(held.ty, changed)));
    keys.forget();
  };
  return { def: type.k === 'nominal' ? type.def : undefined, fields, name, put };
}

/** `Some(Ok(Event::Apply(x)))` on a value whose wrappers are not known exactly. */
function opened(def: TypeDef, value: Value): Value {
  const ty = prune(value.ty);
  return ty.k === 'nominal' && ty.def !== def && ty.args[0] !== undefined && ty.def.module === undefined
    ? opened(def, typed(ty.args[0], value))
    : value;
}

function bindStruct(evaluator: Evaluator, pattern: Syntax, value: Value, frame: Frame): void {
  const type = pattern.child('type');
  const variant = variantAt(type, frame);
  const whole = variant === undefined && type !== undefined ? structValue(type, value, frame) : value;
  for (const kid of pattern.kids) {
    if (kid.type !== 'field_pattern') continue;
    const name = kid.child('name');
    const text = name?.text ?? '';
    const held =
      variant === undefined ? field(evaluator, whole, text) : fieldOfVariant(evaluator, variant, value, text);
    const inside = kid.child('pattern');
    if (inside !== undefined) bindPattern(evaluator, inside, held, frame);
    else if (name !== undefined) frame.variables.declare(text, held);
  }
}

function structValue(type: Syntax, value: Value, frame: Frame): Value {
  const declared = prune(lower(type, { ...frame.scope, isOfValue: true }));
  if (declared.k !== 'nominal') return value;
  unify(declared, value.ty);
  return prune(value.ty).k === 'nominal' ? value : typed(declared, value);
}

/** Whether a pattern is for another variant of kube's own enum than that of the value: `Event::Cleanup` for `Event::Apply`. */
export function isOtherVariant(pattern: Syntax, value: Value, frame: Frame): boolean {
  if (pattern.type !== 'tuple_struct_pattern' || value.fields === undefined) return false;
  const variant = variantAt(pattern.child('type'), frame);
  if (variant?.type.module?.crate.isModel !== true) return false;
  const known = [...value.fields.keys()].filter((name) => variant.type.variants.has(name.split('.')[0] ?? ''));
  return known.length > 0 && !known.some((name) => name.startsWith(`${variant.name}.`));
}
