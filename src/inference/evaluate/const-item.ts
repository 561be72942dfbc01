// The value of a constant or a static.

import type { ConstDef } from '../names/definitions.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, Variables } from './frame.ts';
import { fresh, prune, type Ty, unify } from '../types/ty.ts';
import { changeable } from './constant.ts';
import { joinOrigins, originKey } from './origin.ts';
import { typed, type Value } from './value.ts';
import { lower } from '../types/lower.ts';

/** The value of a constant or a static; computed once. */
export function constant(evaluator: Evaluator, definition: ConstDef, self: Ty | undefined): Value {
  const known = evaluator.seen.constants.get(definition);
  if (known !== undefined && self === undefined) return known;
  const scope = { module: definition.module, generics: parametersOf(definition, self), self };
  const ty = lower(definition.type, scope);
  const before = evaluator.settings.before.constants.get(definition);
  // A `task_local!` has a value only within its scope.
  const start: Value = before === undefined ? { ty, empty: true } : { ...before, ty };
  evaluator.seen.constants.set(definition, start);
  if (definition.value === undefined) return start;
  const frame: Frame = {
    scope,
    variables: new Variables(),
    results: { value: undefined },
    trail: undefined,
    site: undefined,
    fn: undefined,
  };
  const written = evaluator.evaluate(definition.value, frame);
  const value = definition.isMutable ? changeable(written) : written;
  const typedValue =
    value.empty === true && before !== undefined
      ? start
      : withStored(prune(ty).k === 'var' ? value : typed(ty, value), before);
  evaluator.seen.constants.set(definition, typedValue);
  return typedValue;
}

/** The value that a static starts with, with the origins of the texts and Apis that an earlier run stored in it later. */
function withStored(value: Value, before: Value | undefined): Value {
  if (before === undefined || originKey(before.origin) === originKey(value.origin)) return value;
  return { ...value, items: undefined, origin: joinOrigins(before.origin, value.origin) };
}

/** The type parameters of the impl for this type: `const DRY: bool = !DELETE` of `Op<true>`. */
function parametersOf({ owner, module }: ConstDef, self: Ty | undefined): ReadonlyMap<string, Ty> {
  if (owner?.kind !== 'impl' || self === undefined) return new Map();
  const generics = new Map(owner.generics.map((name): [string, Ty] => [name, fresh()]));
  if (generics.size > 0) unify(lower(owner.selfType, { module, generics, self: undefined }), self);
  return generics;
}
