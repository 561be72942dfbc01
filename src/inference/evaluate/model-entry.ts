// `Api::entry`: an object that is read, made or changed, and committed.

import { fresh } from '../types/ty.ts';
import type { ModelCall } from './model-call.ts';
import { unknown, type Value } from './value.ts';
import type { Evaluator } from './evaluator.ts';
import { invokeClosures } from './model-closures.ts';

/** `Api::entry`: what `commit` sends depends on what was done with the entry. */
export function entryOf(
  evaluator: Evaluator,
  word: string | undefined,
  { args, result, frame, call, value }: ModelCall,
): Value {
  const [self] = args;
  if (word === undefined) return { ...value, fields: new Map([...(value.fields ?? [])]) };
  const marks = new Map(self?.fields ?? []);
  if (word === 'insert' || word === 'modify') {
    invokeClosures(evaluator, call, args, frame);
    marks.set(word, { ty: fresh() });
    if (self?.fields !== undefined && word === 'modify') self.fields.set('modify', { ty: fresh() });
    return { ty: result, origin: self?.origin, live: true, fields: marks };
  }
  const verbs = [...(marks.has('insert') ? ['create'] : []), ...(marks.has('modify') ? ['update'] : [])];
  for (const verb of verbs.length === 0 ? ['create', 'update'] : verbs) {
    if (frame.site !== undefined)
      evaluator.requests.push({
        verb,
        subresource: undefined,
        on: { api: self ?? unknown() },
        origin: self?.origin,
        names: undefined,
        condition: frame.condition,
        place: frame.site,
        trail: frame.trail,
      });
  }
  return { ty: result };
}
