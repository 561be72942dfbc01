// Waiting for something to become true, with the reason when it does not.
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is neither undefined nor false; after `timeoutMs` throws, naming what was waited for. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { timeoutMs = 15_000, everyMs = 25 }: { readonly timeoutMs?: number; readonly everyMs?: number } = {},
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
    if (performance.now() > deadline) throw new Error(`not in ${timeoutMs} ms: ${what}`, { cause: last });
    await sleep(everyMs);
  }
}
