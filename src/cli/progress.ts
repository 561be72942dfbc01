// One line on the terminal about the present step, if a run takes longer than a second.

import type { Output } from './output.ts';

export interface Progress {
  /** Shows the present step. */
  readonly say: (what: string) => void;
  /** Removes the line. */
  readonly end: () => void;
}

const PATIENCE = 1000;
const PAUSE = 100;

/**
 * A line on `output` if that is a terminal; otherwise nothing.
 *
 * @param now milliseconds, of any clock
 */
export function progressOn(output: Output, now: () => number = () => performance.now()): Progress {
  if (!output.isTerminal) return { say: () => undefined, end: () => undefined };
  const begin = now();
  let last: number | undefined;
  return {
    say(what) {
      const time = now();
      if (time - begin < PATIENCE || (last !== undefined && time - last < PAUSE)) return;
      last = time;
      output.passing(what);
    },
    end() {
      if (last !== undefined) output.passing('');
      last = undefined;
    },
  };
}
