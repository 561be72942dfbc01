// Writes a repository completely or not at all.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import { madeOnce, withFolders, type HeldFolders } from './held-folders.ts';
import { leftIn, removeLeftovers } from './leftovers.ts';
import { lockFolder } from './lock.ts';
import { moveInto, replaced, takeBack, type Move, type Order } from './moves.ts';
import { removeTree } from './remove-tree.ts';
import { sameWithoutCase, whyUnsafe } from './safe-path.ts';
import { holdSignals } from './signals.ts';
import { stageName } from './stage.ts';
import { codeOf, type Target } from './target.ts';
import { table } from '../table.ts';

/**
 * Writes the files, all or none.
 *
 * A new directory is written next to its place and then renamed, so even a killed process leaves no half of it. In an
 * existing directory files are staged inside and moved into place one by one: each is old or complete at every moment,
 * and an error undoes all of them.
 *
 * @param before the files as they were read; one that changed or appeared since is not overwritten
 * @param order the files to move before or after all others, which decides the state after a killed run
 * @returns the leftovers of killed runs that it removed
 * @throws UserError with status 3 if the machine refuses, 1 if another program writes there too, and for a path that
 * leads out of the directory or has another meaning on another system
 */
export function writeFiles(target: Target, files: Files, before: Files, order: Order = {}): readonly string[] {
  refuseUnsafe(files, before);
  const removed = removeLeftovers(target.state === 'absent' ? path.dirname(target.path) : target.path);
  if (files.size === 0) return removed;
  // Ctrl-C during the few milliseconds of writing waits until the files are complete.
  const held = holdSignals();
  try {
    if (target.state === 'absent') writeNew(target.path, files);
    else writeInto(target.path, files, before, order);
    return removed;
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = codeOf(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') {
      throw new UserError(`${target.path} appeared while its files were made. Nothing was written into it.`, {
        status: 1,
        cause: error,
      });
    }
    throw new UserError(`${target.path} could not be written: ${reasons[code] ?? code}. ${whatIsLeft(target)}`, {
      status: 3,
      cause: error,
    });
  } finally {
    void held.release();
  }
}

function refuseUnsafe(files: Files, before: Files): void {
  const unsafe = [...files.keys()].flatMap((file) => {
    const why = whyUnsafe(file, before.has(file));
    return why === undefined ? [] : [`  ${JSON.stringify(file)} ${why}`];
  });
  const twins = sameWithoutCase([...files.keys()].filter((file) => !before.has(file)));
  if (twins !== undefined)
    unsafe.push(`  ${twins.map((one) => JSON.stringify(one)).join(' and ')} differ in case only`);
  if (unsafe.length > 0)
    throw new UserError(['Nothing was written, because these are not valid paths for a file:', ...unsafe], {
      status: 1,
    });
}

function whatIsLeft({ path: place, state }: Target): string {
  const folder = state === 'absent' ? path.dirname(place) : place;
  const left = leftIn(folder, stageName());
  return left.length === 0 ? 'Nothing was left behind.' : `Left behind in ${folder}: ${left.join(', ')}; delete it.`;
}

const reasons = table<string>({
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file would be larger than allowed',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EXDEV: 'a directory in it is on another file system',
  ENAMETOOLONG: 'a path would be too long',
});

function writeNew(place: string, files: Files): void {
  const parent = path.dirname(place);
  const made = mkdirSync(parent, { recursive: true });
  try {
    withFolders((folders) => {
      const held = folders.top(parent);
      staged(folders, held, files, (room) =>
        renameSync(`${held}/${room}/${staging}`, `${held}/${path.basename(place)}`),
      );
    });
  } catch (error) {
    if (made !== undefined) removeEmpty(parent, made);
    throw error;
  }
}

/** Removes folders that were created in vain; a folder with a foreign file stays. */
function removeEmpty(folder: string, last: string): void {
  try {
    rmdirSync(folder);
  } catch {
    return;
  }
  if (folder !== last) removeEmpty(path.dirname(folder), last);
}

function writeInto(place: string, files: Files, before: Files, order: Order): void {
  withFolders((folders) => {
    const held = folders.real(place);
    const lock = lockFolder(folders, held, place);
    try {
      staged(folders, held, files, (room, stage) => {
        const done: Move[] = [];
        const kept = madeOnce(folders, () => folders.inside(held, room), replaced);
        try {
          moveInto({ folders, before, order }, { folder: '', stage, place: held, kept }, done);
        } catch (error) {
          takeBack(folders, done, { held, place, name: room });
          throw error;
        }
      });
    } finally {
      lock.release();
    }
  });
}

const staging = 'repository';

/** Writes the files into a separate directory, passes it to a function, and removes the rest of it. */
function staged(folders: HeldFolders, held: string, files: Files, use: (room: string, stage: string) => void): void {
  const room = path.basename(mkdtempSync(`${held}/${stageName()}`));
  try {
    const stage = madeOnce(folders, () => folders.inside(held, room), staging)();
    writeStage(folders, stage, files);
    use(room, stage);
    removeTree(folders, held, room);
  } catch (error) {
    if (!existsSync(`${held}/${room}/${replaced}`)) removeTree(folders, held, room);
    throw error;
  }
}

function writeStage(folders: HeldFolders, stage: string, files: Files): void {
  const made = new Map<string, () => string>([['.', () => stage]]);
  const folderOf = (folder: string): (() => string) => {
    const there = made.get(folder);
    if (there !== undefined) return there;
    const here = madeOnce(folders, folderOf(path.posix.dirname(folder)), path.posix.basename(folder));
    made.set(folder, here);
    return here;
  };
  for (const [file, content] of files)
    writeFileSync(`${folderOf(path.posix.dirname(file))()}/${path.posix.basename(file)}`, content, { flag: 'wx' });
}
