// Signals that ask this program to end while its work must not be left half done.
import { setImmediate } from 'node:timers/promises';

/** The signals of a terminal, of a supervisor, and of a terminal that closes. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The clean-up of each holder of the signals; one listener stands for all of them. */
const held = new Set<{ readonly clean: () => void }>();

/**
 * Until it is released, a signal waits for the running synchronous work and then for `clean`; then the process ends by
 * it as usual. `clean` runs also where the process ends itself in the meantime.
 *
 * @param clean removes what is of no use after the end; the last holder's comes first, because what it holds was begun
 * inside of what the others hold
 * @returns `release`; its promise resolves once a signal from the meantime has been handled and the next one ends the
 * process again.
 * Long work without a pause waits for that first
 */
export function holdSignals(clean: () => void = () => {}): { readonly release: () => Promise<void> } {
  const one = { clean };
  if (held.size === 0) {
    for (const signal of signals) process.on(signal, end);
    process.on('exit', cleanAll);
  }
  held.add(one);
  // The event loop handles a signal from the meantime at its next poll, which is between two immediates.
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
  process.off('exit', cleanAll);
}

/** What one cannot clean keeps no other from it. */
function cleanAll(): void {
  stopListening();
  for (const { clean } of [...held].reverse()) {
    try {
      clean();
    } catch {
      // The process ends all the same.
    }
  }
  held.clear();
}

function end(signal: NodeJS.Signals): void {
  cleanAll();
  // Restore the default, so that a shell reports 130 or 143, and a script that runs this program ends too.
  process.kill(process.pid, signal);
}
