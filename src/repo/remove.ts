// Removes files that nobody changed since they were read.
import { lstatSync, readFileSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';

/**
 * Removes files, and the folders that they leave empty.
 *
 * @param before the files as they were read
 * @throws UserError with status 1 before the first is removed, where one is not as it was read
 */
export function removeFiles(root: string, paths: readonly string[], before: Files): void {
  for (const file of paths) {
    const place = path.join(root, file);
    const isPlain = lstatSync(place, { throwIfNoEntry: false })?.isFile() === true;
    if (!isPlain || readFileSync(place, 'utf8') !== before.get(file))
      throw new UserError(`${JSON.stringify(file)} changed meanwhile. It was not removed; run it again.`, {
        status: 1,
      });
  }
  for (const file of paths) {
    rmSync(path.join(root, file));
    removeEmpty(root, path.dirname(file));
  }
}

function removeEmpty(root: string, folder: string): void {
  if (folder === '.') return;
  try {
    rmdirSync(path.join(root, folder));
  } catch {
    // Something else is in it.
    return;
  }
  removeEmpty(root, path.dirname(folder));
}
