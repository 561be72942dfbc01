// What git has begun and not ended, and which files it is told not to look at.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { gitFolderOf } from '../repo/git-folder.ts';
import { outputOf } from './answer.ts';
import { withRepository } from './open-repository.ts';

/** The command of git that a repository is in the middle of, such as `merge`; undefined where there is none. */
export function commandUnderWay(root: string): string | undefined {
  const own = gitFolderOf(root)?.own;
  return own && begun.find(([file]) => existsSync(path.join(own, file)))?.[1];
}

/** https://git-scm.com/docs/git-status, "wt-status.c": the files by which git itself knows. */
const begun: readonly (readonly [file: string, command: string])[] = [
  ['MERGE_HEAD', 'merge'],
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
];

export interface Tracked {
  /** How many files below the directory git keeps. */
  readonly files: number;
  /** Those that a sparse checkout leaves out of the work tree. */
  readonly leftOut: readonly string[];
  /** Those whose changes git is told to overlook. */
  readonly overlooked: readonly string[];
}

/** What the index says of the files below a directory: https://git-scm.com/docs/git-ls-files, `-v`. */
export async function trackedBelow(root: string): Promise<Tracked> {
  const words = ['ls-files', '-v', '-z', '--', '.'];
  const answer = await withRepository(root, ({ git }) => git(words));
  const entries = answer === undefined ? [] : outputOf(answer, words).toString().split('\0').filter(Boolean);
  const marked = (pattern: RegExp): readonly string[] =>
    entries.flatMap((entry) => (pattern.test(entry) ? [entry.slice(2)] : []));
  return { files: entries.length, leftOut: marked(/^[Ss] /), overlooked: marked(/^[a-rt-z] /) };
}
