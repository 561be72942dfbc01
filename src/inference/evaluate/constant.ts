// Known booleans: `cfg!(…)`, literals, constants, arguments and const generics.

import { externalType } from '../names/definitions.ts';
import { CONSTANT } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import type { Value } from './value.ts';

const BOOL: Ty = { k: 'nominal', def: externalType(['bool']), args: [] };

export function boolean(value: boolean | undefined): Value {
  return value === undefined ? { ty: BOOL } : { ty: BOOL, variant: String(value) };
}

/** The known boolean of a value. */
export function truthOf(value: Value): boolean | undefined {
  const ty = prune(value.ty);
  if (ty.k !== 'nominal' || ty.def !== externalType(['bool'])) return undefined;
  return value.variant === 'true' ? true : value.variant === 'false' ? false : undefined;
}

/** The value of a variable that may be assigned again, or whose content may change: `let mut flags = vec![false]`. */
export function changeable(value: Value): Value {
  if (value.variant !== 'true' && value.variant !== 'false') return value;
  const { variant: _, ...rest } = value;
  return rest;
}

/** The value of a const generic parameter; undefined for a type. */
export function constantGeneric(given: Ty | undefined): Value | undefined {
  const ty = given === undefined ? undefined : prune(given);
  if (ty?.k !== 'nominal' || ty.def.path[0] !== CONSTANT) return undefined;
  const text = ty.def.path[1] ?? '';
  return text === 'true' || text === 'false' ? boolean(text === 'true') : { ty: fresh() };
}
