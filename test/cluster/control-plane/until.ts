// Waits for a condition, and reports the reason if it never holds.
import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly timeoutMs?: number | undefined;
  readonly everyMs?: number;
  /** Ends the wait early with an error. */
  readonly signal?: AbortSignal | undefined;
}

/** Asks until the answer is neither undefined nor false; throws after `timeoutMs`, with the name of the condition. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs = 15_000, everyMs = 25, signal }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const found = await ask();
      if (found !== undefined && found !== false) return found;
      last = undefined;
    } catch (error) {
      last = error;
    }
    signal?.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`not in ${timeoutMs} ms: ${what}`, { cause: last });
    await sleep(everyMs);
  }
}
