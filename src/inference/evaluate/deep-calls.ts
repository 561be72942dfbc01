// Calls nested too deep for the stack: each runs again from the bottom, after its surroundings.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';

/** At a greater depth the stack of the analysis itself could overflow. */
export const MAX_DEPTH = 70;

/** An endless recursion returns with ever new arguments; no program was seen to need a tenth of this. */
const MAX_RESTARTS = 500;

interface DeepCall {
  readonly at: Syntax;
  readonly frame: Frame;
  readonly run: (frame: Frame) => void;
}

export class DeepCalls {
  readonly #waiting = new Map<string, DeepCall>();
  #restarts = 0;

  /** Keeps a call for later; the key identifies the call with its arguments. */
  add(key: string, call: DeepCall): void {
    if (!this.#waiting.has(key)) this.#waiting.set(key, call);
  }

  /** Runs the waiting calls that nothing else has run meanwhile; those that still wait at the end are reported. */
  restart(evaluator: Evaluator, isDone: (key: string) => boolean): void {
    while (this.#waiting.size > 0 && this.#restarts < MAX_RESTARTS) {
      const all = [...this.#waiting];
      this.#waiting.clear();
      for (const [key, call] of all) {
        if (isDone(key)) continue;
        this.#restarts += 1;
        const { trail } = call.frame;
        call.run({ ...call.frame, trail: trail === undefined ? undefined : { ...trail, depth: 0 } });
      }
    }
    if (this.#restarts < MAX_RESTARTS) return;
    for (const [key, { at, frame }] of this.#waiting)
      if (!isDone(key)) evaluator.report(at, frame, 'Calls are nested too deep here, and are not followed further.');
    this.#waiting.clear();
  }
}
