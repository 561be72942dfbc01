// Values that come from outside: from a file, the command line, a message, an object of the API server.

import { prune, type Ty } from '../types/ty.ts';
import { ANYWHERE, ARGUMENT, CONFIGURED, type Origin } from './origin.ts';
import type { Value } from './value.ts';

/** Whether values of this type are also read from outside, so that more is in them than the program puts there. */
export function comesIn(given: Ty): boolean {
  const ty = prune(given);
  return ty.k === 'nominal' && ty.def.comesIn;
}

/** A field of an object is free text of its author; a field of the configuration is configuration. */
export function inherited(value: Value): Partial<Value> {
  const origin = inheritedOrigin(value);
  return origin === undefined ? {} : { origin };
}

export function inheritedOrigin(value: Value): Origin | undefined {
  if (value.live === true) return ANYWHERE;
  if (value.origin?.configured === true) return value.origin.argument === true ? ARGUMENT : CONFIGURED;
  return value.origin?.anywhere === true ? ANYWHERE : undefined;
}
