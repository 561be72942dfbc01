// Whether a place received a type or a function that it did not hold before, whose consequences come next.

import type { FnDef, TypeDef } from '../names/definitions.ts';
import { keyOf, prune, type Ty } from '../types/ty.ts';
import { originKey } from './origin.ts';
import type { FunctionValue, Value } from './value.ts';
import type { Seen } from './seen.ts';
import { callKey } from './value-key.ts';

type Fields = ReadonlyMap<TypeDef, ReadonlyMap<string, Value>>;

/** True if a place that held a function may hold another one as well, or one that is assigned a type of the program. */
export function holdsMore(after: Seen, before: Seen): boolean {
  return grew(after.fields, before.fields, functionsIn) || grew(after.assigned, before.assigned, heldBy);
}

function grew(after: Fields, before: Fields, partsIn: typeof heldBy): boolean {
  for (const [type, fields] of after) {
    for (const [name, value] of fields) {
      const known = before.get(type)?.get(name);
      const had = known === undefined ? NONE : partsIn(known);
      if (had.size === 0) continue;
      for (const each of partsIn(value)) if (!had.has(each)) return true;
    }
  }
  return false;
}

const NONE: ReadonlySet<string> = new Set();

/** The types of the program and the functions in a value that a place did not hold before. */
function newIn(value: Value, known: Value): readonly string[] {
  const brings = heldBy(value);
  if (brings.size === 0) return [];
  const had = heldBy(known);
  return [...brings].filter((each) => !had.has(each));
}

/** What an assigned value brings to a place: types and functions that it did not hold, and other origins of texts and Apis. */
export function broughtBy(value: Value, known: Value): readonly string[] {
  return [...newIn(value, known), ...originsIn(value, known, '', 0)];
}

/** What a list or a cell holds after a change in place: closures, and other origins of texts and Apis. */
export function addedTo(value: Value, known: Value): readonly string[] {
  const closures = (value.calls?.length ?? 0) > (known.calls?.length ?? 0) ? [`${value.calls?.length} calls`] : [];
  return [...originsIn(value, known, '', 0), ...closures];
}

/** The origins that a place did not have, where it is known what it had. */
function* originsIn(value: Value, known: Value, place: string, depth: number): Generator<string> {
  const [now, had] = [originKey(value.origin), originKey(known.origin)];
  if (known.origin !== undefined && known.origin.anywhere !== true && now !== had) yield `${place} in ${now}`;
  if (depth === MAX_NESTED) return;
  for (const [name, inside] of known.fields ?? []) {
    const other = value.fields?.get(name);
    if (other !== undefined) yield* originsIn(other, inside, `${place}.${name}`, depth + 1);
  }
}

/** The depth to which nested fields are searched. */
const MAX_NESTED = 3;

function heldBy(value: Value): ReadonlySet<string> {
  return new Set(partsOf(value, []));
}

function functionsIn(value: Value): ReadonlySet<string> {
  return new Set([...partsOf(value, [])].filter((part) => part.includes(' fn ')));
}

/** A field on the path to a part, and its type. */
interface Step {
  readonly name: string;
  readonly head: unknown;
}

function* partsOf({ ty, calls = [], fields }: Value, way: readonly Step[], depth = 0): Generator<string> {
  const place = way.map(({ name }) => `.${name}`).join('');
  for (const each of typesIn(prune(ty))) yield `${place} ${each}`;
  for (const call of calls) if (call.k === 'function') yield `${place} ${effectOf(call)}`;
  if (depth === MAX_NESTED) return;
  for (const [name, inside] of fields ?? []) yield* partsOf(inside, onwards(way, name, inside.ty), depth + 1);
}

/** A key that is equal for functions that make the same calls: one that names none of its types makes them for all types. */
function effectOf(call: FunctionValue): string {
  return namesItsTypes(call.fn) ? callKey(call) : `fn ${call.fn.id}`;
}

/** Whether a function may depend on its type parameters or its `Self`; a macro may name `Self`. */
function namesItsTypes({ generics, owner, syntax }: FnDef): boolean {
  const types = new Set(['self', 'Self', ...generics, ...(owner?.generics ?? [])]);
  return (syntax.text.match(/\w+|!/g) ?? []).some((word) => word === '!' || types.has(word));
}

/** A type that contains its own kind counts as one place at any depth: otherwise each run would find it one level deeper. */
function onwards(way: readonly Step[], name: string, given: Ty): readonly Step[] {
  const ty = prune(given);
  const head = ty.k === 'nominal' ? ty.def : ty.k;
  const known = way.findIndex((step) => step.name === name && step.head === head);
  return known === -1 ? [...way, { name, head }] : way.slice(0, known + 1);
}

/** The possible types of the program; generic ones are distinguished only by their definition. */
function typesIn(ty: Ty): readonly string[] {
  if (ty.k === 'dyn') return (ty.among ?? []).flatMap((each) => typesIn(prune(each)));
  if (ty.k !== 'nominal' || ty.def.module?.crate.isModel !== false) return [];
  return [ty.args.length === 0 ? keyOf(ty) : ty.def.key];
}
