// Whether git may write into a repository: nobody else does, and what it writes stays there.
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { freeIndex } from './index-lock.ts';
import type { OpenRepository } from './open-repository.ts';

/**
 * Waits until the index and the objects of a repository can be written.
 *
 * @throws UserError with status 1 where a part of it is a link, through which git would write elsewhere, or where another
 *   git does not let go of the index
 */
export async function awaitWritable({ index, objects }: Pick<OpenRepository, 'index' | 'objects'>): Promise<void> {
  const parts = [path.dirname(index), index, objects, ...namesIn(objects).map((name) => path.join(objects, name))];
  const link = parts.find((part) => lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink() === true);
  if (link !== undefined)
    throw new UserError(
      `${link} is a link, and git would write through it. Put what it leads to in its place, then run it again.`,
      { status: 1 },
    );
  await freeIndex(index);
}

function namesIn(folder: string): readonly string[] {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}
