// Signals that ask this program to end, while it has something that it must not leave as it is.
import { setImmediate } from 'node:timers/promises';

/** What a terminal, a supervisor and a terminal that closes send. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What has to be done before the end, by each that holds the signals; one listener stands for all of them. */
const held = new Set<{ readonly clean: () => void }>();

/**
 * Until it is released, a signal waits for what runs synchronously, and then for `clean`; the process ends by it as it would have.
 *
 * @param clean removes what nobody could use after the end
 * @returns `release`, whose promise is kept once a signal that came meanwhile was told, and the next one ends the process again: what
 *   works for long without a pause waits for that first
 */
export function holdSignals(clean: () => void = () => {}): { readonly release: () => Promise<void> } {
  const one = { clean };
  if (held.size === 0) for (const signal of signals) process.on(signal, end);
  held.add(one);
  // A signal that came meanwhile is told at the next poll of the event loop, which lies between two immediates.
  return {
    release: async () => {
      await setImmediate();
      await setImmediate();
      if (held.delete(one) && held.size === 0) stopListening();
    },
  };
}

function stopListening(): void {
  for (const signal of signals) process.off(signal, end);
}

function end(signal: NodeJS.Signals): void {
  stopListening();
  for (const { clean } of held) clean();
  held.clear();
  // The default of a signal, so that a shell says 130 or 143, and a script that runs this one ends too.
  process.kill(process.pid, signal);
}
