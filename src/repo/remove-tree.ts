// Removes the content of an open folder, and nothing behind a link in it.
import { readdirSync, rmdirSync, unlinkSync } from 'node:fs';
import type { HeldFolders } from './held-folders.ts';
import { codeOf } from './target.ts';

/** @throws as the operating system does; not if it is gone already */
export function removeTree(folders: HeldFolders, held: string, name: string): void {
  try {
    const inner = folders.inside(held, name);
    for (const entry of readdirSync(inner)) removeTree(folders, inner, entry);
    folders.release(inner);
    rmdirSync(`${held}/${name}`);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (codeOf(error) !== 'ENOTDIR') throw error;
    unlinkSync(`${held}/${name}`);
  }
}
