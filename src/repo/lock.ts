// Keeps two runs from writing into one directory at once.
import { linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { HeldFolders } from './held-folders.ts';
import { holderIn, mayBeAtWork, thisHolder, type Holder } from './holder.ts';
import { readText } from './read-file.ts';
import { removeTree } from './remove-tree.ts';
import { lockName, stageName } from './stage.ts';
import { codeOf } from './target.ts';

/**
 * Locks a directory until it is released. What a killed run left, and what is no lock of this program, is taken over.
 *
 * @param held the directory, which is held
 * @param place its path, for what is said
 * @throws UserError with status 1 when another process has it
 */
export function lockFolder(folders: HeldFolders, held: string, place: string): { readonly release: () => void } {
  const file = `${held}/${lockName}`;
  const name = `${stageName()}lock`;
  const own = `${held}/${name}`;
  writeFileSync(own, JSON.stringify(thisHolder()), { flag: 'wx' });
  try {
    if (!take(own, file)) {
      const holder = holderOf(file);
      if (holder !== undefined && mayBeAtWork(holder)) throw isLocked(place, holder);
      // Moved, not deleted: when two runs find it, one of them gets it.
      renameSync(file, `${own}-stale`);
      removeTree(folders, held, `${name}-stale`);
      if (!take(own, file))
        throw new UserError(`Another process is writing into ${place}. Nothing was written; try again.`, { status: 1 });
    }
  } finally {
    rmSync(own, { force: true });
  }
  return { release: () => rmSync(file, { force: true }) };
}

/** The holder of a lock; undefined where there is none, or one that is not this program's. */
export function holderOf(lock: string): Holder | undefined {
  const text = readText(lock);
  return text.why === undefined ? holderIn(text.content) : undefined;
}

/** The whole lock appears at once: one that is empty for a moment would look like one that was left. */
function take(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error;
    return takeWithoutLinks(file);
  }
}

function takeWithoutLinks(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(thisHolder()), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isLocked(place: string, { process: pid, since }: Holder): UserError {
  const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
  return new UserError(
    [
      `Process ${pid} is writing into ${place}, for ${seconds} seconds now (${path.join(place, lockName)} says so).`,
      'Nothing was written; try again when it is done.',
    ],
    { status: 1 },
  );
}
