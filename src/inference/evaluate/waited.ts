// Answers that are waited for, of code that is not read: what was called may be an Api.

import type { MethodCall } from './found-method.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { isHolder } from './handed-over.ts';
import { prune } from '../types/ty.ts';
import { isRequest } from './request-names.ts';
import type { Value } from './value.ts';

/**
 * Whether a call that is not followed may be a request: an Api has a method of this name with as many arguments, and
 * neither the type of the receiver nor the crate that made it says that it is none.
 */
export function mayBeAsked(evaluator: Evaluator, call: MethodCall, crate: string | undefined): boolean {
  const { receiver, name, args } = call;
  if (!isRequest(evaluator.program, name, args.length)) return false;
  return crate === undefined ? prune(receiver.ty).k === 'var' : !isHolder(crate) && evaluator.settings.mayAsk(crate);
}

/** Something waits for this answer: if it may be that of the API server, it is reported. */
export function waitFor(evaluator: Evaluator, { asked }: Value, frame: Frame): void {
  if (asked === undefined || frame.site !== undefined) return;
  evaluator.report(
    asked,
    frame,
    `It is not known what \`.${asked.text}()\` is called on; if it is an Api, a permission is missing here.`,
  );
}

/** What is left of an answer that something has waited for, or that was none: a future. */
export function settled(value: Value): Value {
  return value.asked === undefined ? value : { ...value, asked: undefined };
}
