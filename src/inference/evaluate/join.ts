// Joins two values that a place may hold.

import { NEVER_VALUE, typed, type Value } from './value.ts';
import { callKey, ValueKeys } from './value-key.ts';
import { addedTo } from './held.ts';
import { comesIn, inherited } from './from-outside.ts';
import { areRows, isManifest } from './rows.ts';
import { joinOrigins, type Origin } from './origin.ts';
import { joinTypes } from '../types/join-types.ts';
import { keyOf, prune, type Ty, unify } from '../types/ty.ts';

/** For `join`: each value keeps its type, as a field does in two instantiations of a generic type. */
export const keepApart: typeof unify = () => {};

/** The value of a place that either value may have reached; the values share one type, unless `binds` differs. */
export function join(a: Value, b: Value, binds = unify): Value {
  if (a === b) return a;
  if (prune(a.ty).k === 'never') return b;
  if (prune(b.ty).k === 'never') return a;
  const ty = joinTypes(a.ty, b.ty);
  binds(a.ty, b.ty);
  if (a.empty === true && !isInformative(a)) return typed(ty, b);
  if (b.empty === true && !isInformative(b)) return typed(ty, a);
  const origin = joinOrigins(a.origin, b.origin);
  const isAny = a.isAny === true || b.isAny === true;
  return {
    ty,
    origin: apart(a, b, origin),
    live: a.live === true && b.live === true,
    nameOf:
      a.nameOf !== undefined && b.nameOf !== undefined && keyOf(a.nameOf) === keyOf(b.nameOf) ? a.nameOf : undefined,
    nameIn: joinOrigins(a.nameIn, b.nameIn),
    fields: isAny ? undefined : joinFields(a, b, binds),
    calls: joinCalls(a.calls, b.calls),
    patch: joinPatch(a.patch, b.patch),
    owned: a.owned === true || b.owned === true,
    alternatives: joinAlternatives(a, b),
    variant: a.variant === b.variant ? a.variant : undefined,
    ...(a.holds === true || b.holds === true ? { holds: true } : {}),
    ...(isAny ? { isAny } : {}),
    ...(a.isShared === true || b.isShared === true ? { isShared: true } : {}),
    asked: a.asked ?? b.asked,
    heldIn: joinPlaces(a.heldIn, b.heldIn),
  };
}

/** The value of a place that any of these values may have reached. */
export function joinAll(values: readonly Value[]): Value {
  return values.reduce((all, value) => join(all, value), NEVER_VALUE);
}

/** A value, or another one just for the case that there is none: a constant does not count next to what an installation sets. */
export function fallback(a: Value, b: Value): Value {
  const joined = join(a, b);
  const { origin } = joined;
  if (origin?.apart !== true || a.origin?.apart === true || b.origin?.apart === true || isApi(joined.ty)) return joined;
  const { apart: _, ...rest } = origin;
  return { ...joined, origin: { ...rest, ...(a.origin?.ofObject === true ? { ofObject: true } : {}) } };
}

/** `a.unwrap_or(b)`: a constant `b` is just for the case that nobody sets `a`; a constant `a` is a choice. */
export function orElse(a: Value, b: Value): Value {
  return isSet(a.origin) ? fallback(a, b) : join(a, b);
}

/** Whether whoever installs the program sets the text. */
function isSet(origin: Origin | undefined): boolean {
  return origin?.own === true || origin?.configured === true || origin?.ofObject === true;
}

/** The namespace of one value is not just a fallback for that of the other. */
function apart(a: Value, b: Value, origin: Origin | undefined): Origin | undefined {
  if (origin?.names === undefined || origin.apart === true || isSet(a.origin) === isSet(b.origin)) return origin;
  const { ofObject: _, ...rest } = origin;
  return { ...rest, apart: true };
}

export function isApi(given: Ty): boolean {
  const ty = prune(given);
  return ty.k === 'nominal' && ty.def.name === 'Api' && ty.def.module?.crate.isModel === true;
}

function isInformative(value: Value): boolean {
  return (
    value.origin !== undefined || value.fields !== undefined || value.calls !== undefined || value.patch !== undefined
  );
}

function joinFields(
  { fields: a, ...one }: Value,
  { fields: b, ...other }: Value,
  binds: typeof unify,
): Value['fields'] {
  if (a === b) return a;
  if (a === undefined) return keepVariants(b, one);
  if (b === undefined) return keepVariants(a, other);
  const joined = new Map<string, Value>();
  for (const [name, value] of a) {
    const other = b.get(name);
    if (other !== undefined) joined.set(name, join(value, other, binds));
    else if (name.includes('.')) joined.set(name, value);
  }
  for (const [name, value] of b) if (!a.has(name) && name.includes('.')) joined.set(name, value);
  return joined;
}

/** The field of a variant shows the content of that variant, whether or not the other value is that variant. */
function keepVariants(fields: Value['fields'], other: Value): Value['fields'] {
  if (fields === undefined) return undefined;
  const kept = [...fields].filter(([name]) => name.includes('.'));
  if (kept.length === 0) return undefined;
  // One from outside may be any variant, with any content.
  if (!comesIn(other.ty) || other.variant !== undefined || other.empty === true) return new Map(kept);
  return new Map(kept.map(([name, field]) => [name, join(field, { ty: field.ty, ...inherited(other) }, keepApart)]));
}

function joinCalls(a: Value['calls'], b: Value['calls']): Value['calls'] {
  if (a === undefined || b === undefined) return a ?? b;
  return [...new Map([...a, ...b].map((call) => [callKey(call), call])).values()];
}

/** More kinds than any program was seen to choose from. */
const MAX_ALTERNATIVES = 96;

/** A kind that is chosen among several is one of them: the set is closed, and each is known. */
function joinAlternatives(a: Value, b: Value): Value['alternatives'] {
  if ((!isDescription(a.ty) || !isDescription(b.ty)) && !(isManifest(a) && isManifest(b)) && !areRows(a, b))
    return undefined;
  const all = [...(a.alternatives ?? [a]), ...(b.alternatives ?? [b])];
  const keys = new ValueKeys();
  const distinct = [...new Map(all.map((value) => [keys.of(value), value])).values()];
  return distinct.length > 1 && distinct.length <= MAX_ALTERNATIVES ? distinct : undefined;
}

function isDescription(given: Ty): boolean {
  const ty = prune(given);
  if (ty.k !== 'nominal') return false;
  if (ty.def.name === 'Option' || ty.def.name === 'Result')
    return ty.args[0] !== undefined && isDescription(ty.args[0]);
  return (ty.def.name === 'ApiResource' || ty.def.name === 'GroupVersionKind') && ty.def.module?.crate.isModel === true;
}

function joinPatch(a: Value['patch'], b: Value['patch']): Value['patch'] {
  if (a === undefined || b === undefined) return a ?? b;
  return { apply: a.apply || b.apply, other: a.other || b.other, owners: a.owners || b.owners };
}

/** More fields than any program was seen to choose from. */
const MAX_PLACES = 16;

function joinPlaces(a: Value['heldIn'], b: Value['heldIn']): Value['heldIn'] {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  const more = b.filter((one) => !a.some((other) => other.fields === one.fields && other.name === one.name));
  return more.length === 0 ? a : [...a, ...more].slice(0, MAX_PLACES);
}

/** A cell or a list that is filled after its creation holds the added values. */
export function absorb(keys: ValueKeys, holder: Value, item: Value): void {
  if (Object.isFrozen(holder)) return;
  const { ty: _, empty: __, heldIn: ___, ...rest } = holder.empty === true ? item : join(typed(item.ty, holder), item);
  const before = keys.of(holder);
  const parts = keys.onChange === undefined ? [] : addedTo({ ...rest, ty: holder.ty }, holder);
  Object.assign(holder, rest, { empty: false });
  if (keys.of(holder) === before) return;
  if (parts.length > 0) keys.onChange?.(before, parts);
  keys.forget();
  for (const place of holder.heldIn ?? []) place.put(holder);
}
