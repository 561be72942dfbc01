// A folder outside of the repository, for as long as some work takes: no end of the process but SIGKILL leaves it behind.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdSignals } from './signals.ts';

/**
 * Makes an empty folder, and removes it with all that is in it after `use` and where a signal ends the process.
 *
 * The signals are held before the folder exists: between the two, a signal would leave it.
 *
 * @param purpose one word in its name, for a person who finds it after SIGKILL
 */
export async function withTemporaryFolder<T>(purpose: string, use: (folder: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  const clean = (): void => {
    // A program that works in it may just be adding a file, even though it was told to end.
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 10 });
  };
  const held = holdSignals(clean);
  try {
    folder = mkdtempSync(path.join(realpathSync(tmpdir()), `create-kube-secure-controller-${purpose}-`));
    return await use(folder);
  } finally {
    clean();
    await held.release();
  }
}
