// The states of a repository in which nothing is merged, because an edit could be lost or mistaken for the update.
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { dirtyFiles } from '../../git/status.ts';
import { commandUnderWay, trackedBelow } from '../../git/under-way.ts';
import { gitFolderOf } from '../../repo/git-folder.ts';
import type { Place } from '../create/place.ts';
import { pendingPath } from './pending.ts';

/** @throws UserError with status 1 */
export function refuseNoGit({ path: root, shown }: Place): void {
  if (gitFolderOf(root) === undefined)
    throw refused(
      `${shown} is not in a git repository. update merges, and only git can undo a merge: run \`git init\` and commit first.`,
    );
}

/**
 * Files that git does not check could be deleted or unchanged.
 *
 * @throws UserError with status 1
 */
export async function refuseUnseen({ path: root, shown }: Place): Promise<void> {
  const { files, leftOut, overlooked } = await trackedBelow(root);
  if (files === 0)
    throw refused(
      `Git tracks no file of ${shown}, so nothing could undo a merge.`,
      'Commit it first; if git ignores the folder, remove it from .gitignore.',
    );
  if (leftOut.length > 0)
    throw refused(
      'A sparse checkout hides files, which would look deleted:',
      ...some(leftOut),
      'Run `git sparse-checkout disable`, or add their folders to it.',
    );
  if (overlooked.length > 0)
    throw refused(
      'Git overlooks changes of these files, so edits of them could be lost:',
      ...some(overlooked),
      'Run `git update-index --no-assume-unchanged` on them.',
    );
}

/** @throws UserError with status 1 if another merge, or uncommitted work, would mix with the update */
export async function refuseUnfinished({ path: root, shown }: Place): Promise<void> {
  const dirty = await dirtyFiles(root);
  if (dirty.some((file) => path.basename(file) === pendingPath))
    throw refused(
      `An update of ${shown} is not finished.`,
      'Settle its conflicts and the files that it left, then finish it with --continue; or undo it with --abort.',
    );
  const command = commandUnderWay(root);
  if (command !== undefined)
    throw refused(
      `A ${command} is under way in ${shown}. Finish it with \`git ${command} --continue\`, or undo it with \`git ${command} --abort\`.`,
    );
  if (dirty.length > 0)
    throw refused(
      'Git has uncommitted changes, which a merge would mix with its own:',
      ...some(dirty),
      'Commit or stash them.',
    );
}

function some(files: readonly string[]): readonly string[] {
  const more = files.length > 5 ? [`  and ${files.length - 5} more`] : [];
  return [...files.slice(0, 5).map((file) => `  ${JSON.stringify(file)}`), ...more];
}

function refused(...lines: readonly string[]): UserError {
  return new UserError(lines, { status: 1 });
}
