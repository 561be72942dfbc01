// Signals that ask this program to end while its work must not be left half done.
import { setImmediate } from 'node:timers/promises';

/** The signals of a terminal, of a supervisor, and of a terminal that closes. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The clean-up of each holder of the signals; one listener stands for all of them. */
const held = new Set<{ readonly clean: () => void }>();

/**
 * Until its release, a signal waits for the running synchronous work and then for `clean`; then it ends the process as
 * usual. `clean` also runs if the process ends for another reason before the release.
 *
 * @param clean removes files that are useless after the end; the last holder cleans first, because its work began inside
 * that of the others
 * @returns `release`; its promise resolves once a signal from the meantime has been handled and the next one ends the
 * process again. Long synchronous work must await it first
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

/** A holder that fails to clean does not prevent the others from cleaning. */
function cleanAll(): void {
  stopListening();
  for (const { clean } of [...held].reverse()) {
    try {
      clean();
    } catch {
      // The process ends anyway.
    }
  }
  held.clear();
}

function end(signal: NodeJS.Signals): void {
  cleanAll();
  // Restore the default, so that a shell reports 130 or 143, and a script that runs this program ends too.
  process.kill(process.pid, signal);
}
