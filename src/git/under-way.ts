// Commands of git that are in progress, and files that git does not look at.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { gitFolderOf } from '../repo/git-folder.ts';
import { outputOf } from './answer.ts';
import { withRepository } from './open-repository.ts';

/** The command of git in progress in a repository, such as `merge`; undefined if there is none. */
export function commandUnderWay(root: string): string | undefined {
  const own = gitFolderOf(root)?.own;
  return own && begun.find(([file]) => existsSync(path.join(own, file)))?.[1];
}

/** The files by which git itself recognises it: https://git-scm.com/docs/git-status, "wt-status.c". */
const begun: readonly (readonly [file: string, command: string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

export interface Tracked {
  /** The number of tracked files below the directory. */
  readonly files: number;
  /** Files that a sparse checkout leaves out of the work tree. */
  readonly leftOut: readonly string[];
  /** Files whose changes git ignores by request. */
  readonly overlooked: readonly string[];
}

/** The entries of the index for files below a directory: https://git-scm.com/docs/git-ls-files, `-v`. */
export async function trackedBelow(root: string): Promise<Tracked> {
  const words = ['ls-files', '-v', '-z', '--', '.'];
  const answer = await withRepository(root, ({ git }) => git(words));
  const entries = answer === undefined ? [] : outputOf(answer, words).toString().split('\0').filter(Boolean);
  const marked = (pattern: RegExp): readonly string[] =>
    entries.flatMap((entry) => (pattern.test(entry) ? [entry.slice(2)] : []));
  return { files: entries.length, leftOut: marked(/^[Ss] /), overlooked: marked(/^[a-rt-z] /) };
}
