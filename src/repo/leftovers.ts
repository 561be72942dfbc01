// Leftovers of killed runs in a directory.
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { withFolders, type HeldFolders } from './held-folders.ts';
import { mayBeAtWork } from './holder.ts';
import { holderOf, removeLock } from './lock.ts';
import { removeTree } from './remove-tree.ts';
import { isLeft, lockName } from './stage.ts';

/** Removes them and names them. One that cannot be removed stays, and is not named. */
export function removeLeftovers(folder: string): readonly string[] {
  return withFolders((folders) => {
    try {
      return leftoversIn(folders, folders.top(folder)).map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  });
}

function leftoversIn(folders: HeldFolders, held: string): readonly string[] {
  return namesIn(held).filter((name) => {
    const file = `${held}/${name}`;
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !(name === lockName ? isStale(file) : isLeft(name, Date.now() - stat.mtimeMs)))
      return false;
    try {
      if (name === lockName) return removeLock(folders, held);
      removeTree(folders, held, name);
      return true;
    } catch {
      return false;
    }
  });
}

/** Existing names with our prefix. */
export function leftIn(folder: string, start: string): readonly string[] {
  return namesIn(folder).filter((name) => name.startsWith(start));
}

/** Only a lock of this program: another file with its name makes way for the next run that writes. */
function isStale(lock: string): boolean {
  const holder = holderOf(lock);
  return holder !== undefined && !mayBeAtWork(holder);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
