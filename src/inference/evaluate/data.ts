// Fields, elements and contents of values.

import { receivedFrom } from './channels.ts';
import { defaultNamespace, isDefaultNamespace } from './client-namespace.ts';
import { externalType, type Module } from '../names/definitions.ts';
import { resolvePath } from '../names/resolve.ts';
import { lower, nominal } from '../types/lower.ts';
import { fresh, isList, isMap, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { comesIn, inherited, inheritedOrigin } from './from-outside.ts';
import { ANYWHERE, namespaceOfObject } from './origin.ts';
import { type FieldPlace, STRING, typed, unknown, type Value } from './value.ts';
import { isApi, join, keepApart } from './join.ts';
import type { Program } from './program.ts';
import type { Places } from './seen.ts';

type Nominal = Ty & { readonly k: 'nominal' };

const META = externalType(['k8s_openapi', 'apimachinery', 'pkg', 'apis', 'meta', 'v1', 'ObjectMeta']);

/** The depth to which nested fields of a generic struct are kept. */
const MAX_NESTED = 4;

/** A field of a struct, tuple or object; it knows its place if it can be changed there without an assignment. */
export function field(evaluator: Evaluator, value: Value, name: string): Value {
  const found = readField(evaluator, value, name);
  const ty = prune(found.ty);
  return ty.k === 'nominal' && (ty.def.module === undefined || isApi(ty))
    ? { ...found, heldIn: [fieldPlace(evaluator.seen.places, value, name, found.ty)] }
    : found;
}

function fieldPlace(places: Places, holder: Value, name: string, ty: Ty): FieldPlace {
  const type = prune(holder.ty);
  const def = type.k === 'nominal' ? type.def : undefined;
  return { def, fields: holder.fields, name, put: (changed) => putInto(places, holder, name, typed(ty, changed)) };
}

function putInto(places: Places, holder: Value, name: string, { heldIn: _, ...changed }: Value): void {
  const known = holder.fields?.get(name);
  if (known !== undefined && places.keys.of(known) === places.keys.of(changed)) return;
  const ty = prune(holder.ty);
  if (ty.k === 'nominal') places.addChange(ty.def, name, changed);
  holder.fields?.set(name, known === undefined ? changed : join(known, changed));
  places.keys.forget();
}

function readField(evaluator: Evaluator, value: Value, name: string): Value {
  const ty = prune(value.ty);
  if (ty.k === 'tuple') {
    const item = ty.items[Number(name)] ?? fresh();
    const known = value.fields?.get(name);
    return known === undefined
      ? { ty: item, ...inherited(value) }
      : typed(prune(item).k === 'var' ? known.ty : item, known);
  }
  if (ty.k !== 'nominal') return value.fields?.get(name) ?? unknown(inheritedOrigin(value));
  if (isDefaultNamespace(ty.def, name)) return defaultNamespace(evaluator, value);
  const meta = ty.def.fields.has(name) ? undefined : metadataField(value, ty.def.name, name);
  if (meta !== undefined) return meta;
  const declared = declaredField(ty, name, evaluator.program.projected);
  const known = withAssigned(evaluator, ty, name, value.fields?.get(name) ?? fieldOfAny(evaluator, value, ty, name));
  if (declared === undefined) return known ?? { ty: fresh(), ...inherited(value) };
  if (known !== undefined) {
    unify(declared, known.ty);
    const here = prune(declared);
    return typed(here.k === 'var' || here.k === 'dyn' || here.k === 'function' ? known.ty : declared, known);
  }
  return { ty: declared, ...(ty.def.module?.crate.isModel === true ? carried(value) : inherited(value)) };
}

function declaredField(ty: Nominal, name: string, project: Program['projected']): Ty | undefined {
  const { def } = ty;
  const type = def.fields.get(name);
  if (type !== undefined && def.module !== undefined) {
    const generics = new Map(def.generics.map((generic, at): [string, Ty] => [generic, ty.args[at] ?? fresh()]));
    return lower(type, { module: def.module, generics, self: ty, project });
  }
  if (def.spec === undefined) return undefined;
  if (name === 'spec') return nominal(def.spec, []);
  if (name === 'status' && def.statusType !== undefined && def.module !== undefined) {
    const status = typeNamed(def.statusType, def.module);
    return { k: 'nominal', def: externalType(['Option']), args: [status] };
  }
  return undefined;
}

function typeNamed(name: string, module: Module): Ty {
  const definition = resolvePath(name.split('::'), module, 'type')?.definition;
  return definition !== undefined && 'kind' in definition && definition.kind === 'type'
    ? nominal(definition, [])
    : fresh();
}

function metadataField(value: Value, typeName: string, name: string): Value | undefined {
  if (name === 'metadata' && typeName !== 'ObjectList') {
    const known = value.fields?.get('metadata');
    if (known !== undefined) return known;
    return {
      ty: { k: 'nominal', def: META, args: [] },
      origin: value.live === true ? (value.origin ?? ANYWHERE) : value.origin,
      live: value.live,
      nameOf: value.ty,
    };
  }
  if (typeName === 'ObjectMeta' && (name === 'name' || name === 'namespace')) {
    const known = value.fields?.get(name);
    if (known !== undefined) return known;
    if (name === 'namespace')
      return { ty: option(STRING), origin: value.live === true ? namespaceOfObject(value.origin) : undefined };
    return { ty: option(STRING), ...(value.live === true ? { nameOf: value.nameOf, nameIn: value.origin } : {}) };
  }
  return undefined;
}

/** What any value of the type may have in a field; a variant's is `Variant.0`. */
function fieldEverywhere(evaluator: Evaluator, ty: Nominal, name: string): Value | undefined {
  const known =
    evaluator.settings.before.fields.get(ty.def)?.get(name) ?? evaluator.seen.places.fields.get(ty.def)?.get(name);
  if (known === undefined) return undefined;
  return ty.args.length > 0 ? withoutArguments(known) : known;
}

/** The field of a value of which only the type is known; one from outside may hold anything that its source has. */
export function fieldOfAny(evaluator: Evaluator, value: Value, ty: Nominal, name: string): Value | undefined {
  const made = fieldEverywhere(evaluator, ty, name);
  if (made === undefined || !comesIn(ty)) return made;
  return join(made, { ty: made.ty, ...inherited(value) }, keepApart);
}

/** For a generic struct only parts that do not depend on its arguments are shared: no type of a field or nested field. */
function withoutArguments(value: Value, depth = 0): Value {
  const ty = prune(unwrapped(value).ty);
  const isClosed = value.fields === undefined || (ty.k === 'nominal' && ty.args.length === 0);
  if (isClosed) return { ...value, ty: fresh() };
  if (depth > MAX_NESTED) return { ...value, ty: fresh(), fields: undefined };
  const fields = [...value.fields].map(([name, each]): [string, Value] => [name, withoutArguments(each, depth + 1)]);
  return { ...value, ty: fresh(), fields: new Map(fields) };
}

/** A field holds its initial value, or any value that was assigned to it. */
function withAssigned(evaluator: Evaluator, ty: Nominal, name: string, known: Value | undefined): Value | undefined {
  if (ty.def.module === undefined || known === undefined) return known;
  const before = evaluator.settings.before.assigned.get(ty.def)?.get(name);
  const assigned = before ?? evaluator.seen.places.assigned.get(ty.def)?.get(name);
  if (assigned === undefined) return known;
  return ty.args.length > 0
    ? join(known, { ...withoutArguments(assigned), ty: known.ty }, keepApart)
    : join(known, assigned);
}

/** A field of kube's own types (`ObjectList.items`) is in the same place as the whole. */
function carried(value: Value): Partial<Value> {
  return { origin: value.origin, live: value.live, nameOf: value.nameOf };
}

/** The content of an Option or a Result; any other value is its own content. */
export function unwrapped(value: Value): Value {
  const ty = prune(value.ty);
  if (isNamed(ty, 'Option', 'Result', 'Poll', 'JoinHandle', 'ControlFlow')) return typed(ty.args[0] ?? fresh(), value);
  return value;
}

/** Whether a variant of the libraries holds the first of the two arguments of its type. */
export function isFirst(variant: string): boolean {
  return variant === 'Left' || variant === 'Break';
}

/** Whether a variant of the libraries holds the second argument of its type: `Either::Right`, `ControlFlow::Continue`. */
export function isSecond(variant: string): boolean {
  return variant === 'Right' || variant === 'Continue';
}

/** The content of a variant from a crate that is not read, if the created variant or the type of its content is known. */
export function heldBy(variant: string, value: Value, at: number): Value | undefined {
  const held = value.fields?.get(`${variant}.${at}`);
  if (held !== undefined) return held;
  const ty = prune(value.ty);
  const isPair = (isFirst(variant) || isSecond(variant)) && isNamed(ty, 'Either', 'ControlFlow');
  return isPair ? typed(ty.args[isSecond(variant) ? 1 : 0] ?? fresh(), value) : undefined;
}

/** One element of a list, a map, an iterator or a stream. */
export function elementOf(given: Value): Value {
  const { items: _items, ...value } = given;
  const ty = prune(value.ty);
  if (isList(ty)) return typed(ty.args[0] ?? fresh(), withoutEmpty(value));
  if (isMap(ty)) {
    const [key, item] = [ty.args[0] ?? fresh(), ty.args[1] ?? fresh()];
    const content = withoutEmpty(contentOf(value, item));
    return {
      ty: { k: 'tuple', items: [key, item] },
      fields: new Map([
        ['0', { ty: key, origin: value.fields?.get('key')?.origin }],
        ['1', content],
      ]),
    };
  }
  if (isNamed(ty, 'Option', 'Result')) return unwrapped(value);
  if (isNamed(ty, 'ObjectList')) return typed(ty.args[0] ?? fresh(), value);
  if (value.channel !== undefined && isNamed(ty, 'Channel'))
    return typed(ty.args[0] ?? fresh(), receivedFrom(value.channel, ty.args[0] ?? fresh()));
  if (ty.k === 'nominal' && ty.def.module === undefined && ty.args.length === 1)
    return typed(ty.args[0] ?? fresh(), value);
  const { fields: _fields, ...rest } = value;
  return { ...rest, ty: ty.k === 'var' || mayBeCollection(ty) ? fresh() : value.ty };
}

/** The content of a map; if it was collected from pairs, the second part of each. */
export function contentOf(map: Value, item: Ty): Value {
  const ty = prune(item);
  const isPair = ty.k === 'tuple' || (ty.k === 'nominal' && ty.def.fields.has('0'));
  const second = isPair || map.fields?.has('0') !== true ? undefined : map.fields.get('1');
  return typed(item, second ?? map);
}

/** A type of another crate may be a collection of unknown elements. Those of Kubernetes and of the standard library are known. */
function mayBeCollection(ty: Ty): boolean {
  if (ty.k !== 'nominal' || ty.def.module !== undefined) return false;
  const [crate = '', ...names] = ty.def.path;
  return names.length > 0 && !/^(?:k8s_openapi|kube(?:_\w+)?|std|core|alloc)$/.test(crate);
}

/** An existing value, whatever its fields are. */
export function withoutEmpty(value: Value): Value {
  const { empty: _, ...rest } = value;
  return rest;
}

export function option(ty: Ty): Ty {
  return { k: 'nominal', def: externalType(['Option']), args: [ty] };
}

export function result(ty: Ty): Ty {
  return { k: 'nominal', def: externalType(['Result']), args: [ty] };
}
