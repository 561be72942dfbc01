// Texts that are made of others.

import { prune, type Ty } from '../types/ty.ts';
import { join } from './join.ts';
import { changed, derived } from './origin.ts';
import { STRING, type Value } from './value.ts';

/** Another text, made of others: their origins, without their wording. */
export function textFrom(values: readonly Value[], by = changed): Value {
  let all: Value | undefined;
  for (const value of values) {
    const origin = by(value.origin);
    if (origin !== undefined) all = all === undefined ? { ty: STRING, origin } : join(all, { ty: STRING, origin });
  }
  return all ?? { ty: STRING };
}

/** What holds these texts as they are: their origins, without their wording. */
export function holding(values: readonly Value[]): Value {
  return textFrom(values, derived);
}

/** A text that has each of these in it: a part of which nothing is known may be anything. */
export function composed(parts: readonly Value[]): Value {
  const made = textFrom(parts);
  const { origin } = made;
  return origin !== undefined && parts.some(isOpen) ? { ...made, origin: { ...origin, anywhere: true } } : made;
}

function isOpen({ ty, origin }: Value): boolean {
  return origin === undefined && !isNumber(prune(ty));
}

function isNumber(ty: Ty): boolean {
  return ty.k === 'nominal' && /^(?:bool|char|[iuf]\d+|[iu]size)$/.test(ty.def.name);
}
