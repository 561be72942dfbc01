// Keeps two runs from writing into one directory at once.
import { constants, copyFileSync, linkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { HeldFolders } from './held-folders.ts';
import { holderIn, mayBeAtWork, thisHolder, type Holder } from './holder.ts';
import { readText } from './read-file.ts';
import { removeTree } from './remove-tree.ts';
import { lockName, stageName } from './stage.ts';
import { codeOf } from './target.ts';

/**
 * Locks a directory until it is released. It takes over the lock of a killed run, and a file that is no lock of this
 * program.
 *
 * @param held the open directory
 * @param place its path, for messages
 * @throws UserError with status 1 if another process has the lock
 */
export function lockFolder(folders: HeldFolders, held: string, place: string): { readonly release: () => void } {
  const file = `${held}/${lockName}`;
  const own = `${held}/${stageName()}lock`;
  writeFileSync(own, JSON.stringify(thisHolder()), { flag: 'wx' });
  try {
    if (!take(own, file)) {
      const holder = holderOf(file);
      if (holder !== undefined && mayBeAtWork(holder)) throw isLocked(place, holder);
      removeLock(folders, held);
      if (!take(own, file))
        throw new UserError(`Another process is writing into ${place}. Nothing was written; try again.`, { status: 1 });
    }
  } finally {
    rmSync(own, { force: true });
  }
  return { release: () => rmSync(file, { force: true }) };
}

/**
 * Removes a lock without a living holder. It is moved first, so that only one of two runs gets it; a lock that another
 * run has taken in the meantime goes back to its place.
 *
 * @returns whether it was removed
 */
export function removeLock(folders: HeldFolders, held: string): boolean {
  const file = `${held}/${lockName}`;
  const name = `${stageName()}stale`;
  try {
    renameSync(file, `${held}/${name}`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  const holder = holderOf(`${held}/${name}`);
  const isTaken = holder !== undefined && mayBeAtWork(holder);
  if (isTaken) take(`${held}/${name}`, file);
  removeTree(folders, held, name);
  return !isTaken;
}

/** The holder of a lock; undefined if there is none, or one that is not this program's. */
export function holderOf(lock: string): Holder | undefined {
  const text = readText(lock);
  return text.why === undefined ? holderIn(text.content) : undefined;
}

/** The whole lock appears at once: an empty one would look like a leftover. */
function take(own: string, file: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error))) throw error;
    return takeWithoutLinks(own, file);
  }
}

function takeWithoutLinks(own: string, file: string): boolean {
  try {
    copyFileSync(own, file, constants.COPYFILE_EXCL);
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
