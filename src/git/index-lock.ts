// The lock of an index: another git, for example that of an editor, holds it for moments.
import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../errors.ts';

/**
 * Waits until no other git writes an index.
 *
 * @throws UserError with status 1 if one holds it for longer than that
 */
export async function freeIndex(index: string, seconds = 10): Promise<void> {
  const lock = `${index}.lock`;
  for (const end = Date.now() + seconds * 1000; existsSync(lock); await setTimeout(50)) {
    if (Date.now() > end)
      throw new UserError(
        `Another git has been writing the index for ${seconds} seconds (${lock} says so). Wait until it is done, or delete that file where none runs; then run it again.`,
        { status: 1 },
      );
  }
}
