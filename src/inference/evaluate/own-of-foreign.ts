// Functions that the program adds to foreign types: `impl Load for http::Uri`, and then `Uri::load(&client)`.

import { externalType } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { ForeignCall } from './foreign-rules.ts';
import type { Frame } from './frame.ts';
import { type FoundMethod, mayTake } from './impl-fit.ts';
import type { Value } from './value.ts';

/** The result of the program's own function of that type; undefined without one, or if another may be meant. */
export function callOwn(
  evaluator: Evaluator,
  { path, generics, args, at }: ForeignCall,
  frame: Frame,
): Value | undefined {
  const name = path.at(-1) ?? '';
  if (path.length < 2 || frame.site !== undefined) return undefined;
  const self: Ty = { k: 'nominal', def: externalType(path.slice(0, -1)), args: [] };
  const types = args.map(({ ty }) => ty);
  const found = evaluator.program.find(self, name, types);
  if (found === undefined || found.fn.module.crate.isModel || !fits(found, types)) return undefined;
  const value = evaluator.call(
    { fn: found.fn, args, generics, implGenerics: found.generics, self: found.self, impl: found.impl },
    at,
    frame,
  );
  // `String::from(x)` of an unknown value may be the one of the standard library.
  return types.every((ty) => prune(ty).k !== 'var') ? value : undefined;
}

function fits({ fn, generics, self, impl }: FoundMethod, given: readonly Ty[]): boolean {
  const all = new Map([...generics, ...fn.generics.map((name): [string, Ty] => [name, fresh()])]);
  const scope = { module: fn.module, generics: all, self, ...(impl === undefined ? {} : { associated: impl.types }) };
  return fn.parameters.every(
    (parameter, at) =>
      parameter.type === 'self_parameter' || mayTake(lower(parameter.child('type'), scope), given[at] ?? fresh(), 0),
  );
}
