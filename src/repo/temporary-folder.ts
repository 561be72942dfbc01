// A temporary folder outside of the repository: only SIGKILL leaves it behind.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { holdSignals } from './signals.ts';

/**
 * Creates an empty folder, and removes it with its content after `use` and if a signal ends the process.
 *
 * The signals are held before the folder exists: a signal between the two steps would leave it behind.
 *
 * @param purpose a word in its name, for a user who finds it after SIGKILL
 */
export async function withTemporaryFolder<T>(purpose: string, use: (folder: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  const clean = (): void => {
    // A program that works in it may still add a file, although it was asked to end.
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
