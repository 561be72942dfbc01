// `Api::entry`: an object that is read, created or changed, and committed.

import { fresh } from '../types/ty.ts';
import type { ModelCall } from './model-call.ts';
import { constantsOf, unknown, type Value } from './value.ts';
import type { Evaluator } from './evaluator.ts';
import { isOfOther, ofOther } from './other-cluster.ts';
import { invokeClosures } from './model-closures.ts';

/** `Api::entry`: the request of `commit` depends on the use of the entry. */
export function entryOf(
  evaluator: Evaluator,
  word: string | undefined,
  { args, result, frame, call, value }: ModelCall,
): Value {
  const [self] = args;
  if (word === undefined) return opened(isOfOther(self) ? ofOther(value) : value, args[1]);
  const marks = new Map(self?.fields ?? []);
  if (word === 'insert' || word === 'modify') {
    invokeClosures(evaluator, call, args, frame);
    marks.set(word, { ty: fresh() });
    if (self?.fields !== undefined && word === 'modify') self.fields.set('modify', { ty: fresh() });
    evaluator.program.keys.forget();
    return { ty: result, origin: self?.origin, live: true, fields: marks };
  }
  const verbs = [...(marks.has('insert') ? ['create'] : []), ...(marks.has('modify') ? ['update'] : [])];
  // An existing object is never created; whether a function with the entry changed it is unknown.
  const either = marks.has('occupied') ? ['update'] : ['create', 'update'];
  for (const verb of verbs.length === 0 ? either : verbs) {
    if (frame.site !== undefined)
      evaluator.requests.push({
        verb,
        subresource: undefined,
        on: { api: self ?? unknown() },
        origin: self?.origin,
        names: verb === 'update' ? constantsOf(marks.get('named')) : undefined,
        condition: frame.condition,
        isOfOther: isOfOther(self),
        place: frame.site,
        trail: frame.trail,
      });
  }
  return { ty: result };
}

/** An entry, with the content of each variant. */
function opened(value: Value, name: Value | undefined): Value {
  const shared: readonly [string, Value][] = [...(value.fields ?? []), ['named', name ?? unknown()]];
  const variant = (mark: string): Value => ({
    ty: fresh(),
    origin: value.origin,
    live: true,
    fields: new Map([...shared, [mark, { ty: fresh() }]]),
  });
  return {
    ...value,
    fields: new Map([...shared, ['Occupied.0', variant('occupied')], ['Vacant.0', variant('vacant')]]),
  };
}
