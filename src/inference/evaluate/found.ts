// Objects that the API server has just returned: an apply of one of them creates nothing.

import { isNamed, prune, type Ty } from '../types/ty.ts';
import type { Frame } from './frame.ts';
import { type Origin, originKey } from './origin.ts';
import { constantOf, type Value } from './value.ts';

/** The Api and the name of a request, as values. */
export interface Sought {
  readonly api: Value;
  readonly name: Value;
}

/** After `api.get(&name).await?` succeeded, the object is known to exist up to the end of the block. */
export function noteFound(value: Value, frame: Frame): void {
  if (value.sought !== undefined && !isNamed(prune(value.ty), 'Option', 'Result'))
    frame.variables.noteFound(value.sought);
}

/** Whether an apply through this Api with this name is for an object that was read before. */
export function wasFound(api: Value, name: Value, frame: Frame): boolean {
  return frame.variables
    .found()
    .some((known) => isSameApi(known.api, api) && (known.name === name || isSameText(known.name, name)));
}

function isSameApi(a: Value, b: Value): boolean {
  return a === b || (isSameKind(a.ty, b.ty) && isSamePlace(a.origin, b.origin));
}

function isSameKind(a: Ty, b: Ty): boolean {
  const [left, right] = [prune(a), prune(b)];
  if (left.k !== 'nominal' || right.k !== 'nominal') return false;
  const [of, other] = [prune(left.args[0] ?? left), prune(right.args[0] ?? right)];
  return of.k === 'nominal' && other.k === 'nominal' && of.def === other.def && of.def.name !== 'DynamicObject';
}

/** Whether two Apis have the same constant namespace, or the program's own; for others this is unknown. */
function isSamePlace(a: Origin | undefined, b: Origin | undefined): boolean {
  const isOne = a?.anywhere !== true && a?.configured !== true && (a?.own === true) !== (a?.names?.length === 1);
  return isOne && originKey(a) === originKey(b);
}

function isSameText(a: Value, b: Value): boolean {
  const text = constantOf(a);
  return text !== undefined && text === constantOf(b);
}
