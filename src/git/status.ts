// Facts from git about a directory.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { originIn, type Origin } from '../formats/remote-url.ts';
import { gitFolderOf } from '../repo/git-folder.ts';
import { settingsOf } from './harmless-settings.ts';
import { withRepository } from './open-repository.ts';

/**
 * Files below a directory with uncommitted changes; none without git. Files are compared as they are:
 * filters of the repository do not run. Submodules are skipped.
 *
 * @throws UserError with status 1 if it is in a git repository and git cannot tell
 */
export async function dirtyFiles(root: string): Promise<readonly string[]> {
  const outcome = await withRepository(root, ({ git }) =>
    git([
      'status',
      '--porcelain',
      '-z',
      '--no-renames',
      '--untracked-files=normal',
      '--ignore-submodules=all',
      '--',
      '.',
    ]),
  );
  if (outcome === undefined) return [];
  const { status, stdout, stderr } = outcome;
  if (status !== 0)
    throw new UserError(
      [
        `Git cannot say whether ${root} has changes that are not committed: ${stderr.replaceAll('\n', '; ')}`,
        'Fix that, or add --force.',
      ],
      { status: 1 },
    );
  return stdout
    .toString()
    .split('\0')
    .flatMap((entry) => (entry.length > 3 ? [entry.slice(3)] : []));
}

/** The address of the remote from which git pulls; undefined without one, and for a folder of this machine. */
export async function originOf(root: string): Promise<Origin | undefined> {
  const common = gitFolderOf(root)?.common;
  if (common === undefined) return undefined;
  return originIn((await settingsOf(path.join(common, 'config'))).get('remote.origin.url') ?? '');
}
