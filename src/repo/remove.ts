// Removes files that have not changed since they were read.
import { rmdirSync, unlinkSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import { withFolders, type HeldFolders } from './held-folders.ts';
import { readBytes } from './read-file.ts';

/**
 * Removes files, and the folders that become empty.
 *
 * @param before the files as they were read
 * @throws UserError with status 1 before the first is removed, if one has changed since it was read
 */
export function removeFiles(root: string, paths: readonly string[], before: Files): void {
  withFolders((folders) => {
    const top = folders.top(root);
    const places = paths.map((file) => placeOf(folders, top, file, before));
    for (const { held, name } of places) unlinkSync(`${held}/${name}`);
    for (const file of paths) removeEmpty(folders, top, path.posix.dirname(file));
  });
}

interface Place {
  readonly held: string;
  readonly name: string;
}

function placeOf(folders: HeldFolders, top: string, file: string, before: Files): Place {
  const name = path.posix.basename(file);
  try {
    const held = folders.toward(top, file);
    const read = readBytes(`${held}/${name}`, { most: Number.POSITIVE_INFINITY });
    if (read.why === undefined && read.bytes.toString() === before.get(file)) return { held, name };
  } catch {
    // A folder on the way is gone, or is not a folder.
  }
  throw new UserError(`${JSON.stringify(file)} changed meanwhile. It was not removed; run it again.`, { status: 1 });
}

function removeEmpty(folders: HeldFolders, top: string, folder: string): void {
  if (folder === '.') return;
  try {
    rmdirSync(`${folders.toward(top, folder)}/${path.posix.basename(folder)}`);
  } catch {
    // It has other content, or is gone.
    return;
  }
  removeEmpty(folders, top, path.posix.dirname(folder));
}
