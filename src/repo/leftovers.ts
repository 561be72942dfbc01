// What runs that were killed left behind in a directory.
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { mayBeAtWork } from './holder.ts';
import { holderOf } from './lock.ts';
import { isLeft, lockName } from './stage.ts';

/** Removes it, and says what it was. What cannot be removed stays, and is not named. */
export function removeLeftovers(folder: string): readonly string[] {
  return namesIn(folder).flatMap((name) => {
    const file = path.join(folder, name);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !(name === lockName ? isStale(file) : isLeft(name, Date.now() - stat.mtimeMs))) return [];
    try {
      rmSync(file, { recursive: true });
      return [file];
    } catch {
      return [];
    }
  });
}

/** Names that begin as ours do and are still there. */
export function leftIn(folder: string, start: string): readonly string[] {
  return namesIn(folder).filter((name) => name.startsWith(start));
}

/** Only a lock of this program: of what else has its name, the next who wants to write takes the place. */
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
