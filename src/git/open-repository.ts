// A repository as git may see it: its objects, references and index, and none of its settings.
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { gitFolderOf, mostIndexBytes } from '../repo/git-folder.ts';
import { withTemporaryFolder } from '../repo/temporary-folder.ts';
import { endlessFile } from './endless-file.ts';
import { harmlessSettings } from './harmless-settings.ts';
import { answerOf, type GitAnswer } from './answer.ts';
import { runGit } from './run-git.ts';

export interface OpenRepository {
  /** The folder that holds its `.git`. */
  readonly top: string;
  /** The path from its top to the named directory, with `/`; empty for the top. */
  readonly prefix: string;
  /** Runs git on it, with additions to its environment; throws if git does not end by itself. */
  readonly git: (
    words: readonly string[],
    input?: string,
    more?: Readonly<Record<string, string>>,
  ) => Promise<GitAnswer>;
  /** The index of the repository itself: git works on a copy, unless its environment names this one. */
  readonly index: string;
  /** The folder of its objects, which git reads and writes through a link. */
  readonly objects: string;
}

/**
 * Opens the repository of a directory, for as long as `use` takes.
 *
 * The configuration of a repository names programs in more places than a list can hold (`core.fsmonitor`, `filter.*`,
 * hooks, `include.path`, …), and git finds it by itself, also in a folder that is laid out as a bare repository. So git is
 * given a folder of ours as its repository, with links to the objects and references of the real one, copies of the small
 * files, and a configuration that we wrote. Calls that write objects must call `awaitWritable` first.
 *
 * @returns undefined if the directory is in no git repository
 * @throws UserError with status 1 if the repository has a form that this cannot read; `git` throws one with 3
 *   if git does not end by itself
 */
export async function withRepository<T>(
  root: string,
  use: (repository: OpenRepository) => Promise<T>,
): Promise<T | undefined> {
  const place = gitFolderOf(root);
  refuseBare(root, place?.top);
  if (place === undefined) return undefined;
  const { top, own, common } = place;
  if (own === undefined || common === undefined)
    throw new UserError(`${path.join(top, '.git')} is neither a directory nor a file that names one. Mend it.`, {
      status: 1,
    });
  return withTemporaryFolder('git', async (shadow) => {
    await fill(shadow, own, common);
    const environment = { GIT_DIR: shadow, GIT_WORK_TREE: top };
    const git: OpenRepository['git'] = async (words, input = '', more = {}) =>
      answerOf(
        await runGit(words, {
          cwd: root,
          input,
          environment: { ...environment, ...more },
          findEndless: (isOver) => endlessFile([own, common], top, isOver),
        }),
        words,
      );
    const prefix = path.relative(top, root).replaceAll('\\', '/');
    return use({ top, prefix, git, index: path.join(own, 'index'), objects: path.join(common, 'objects') });
  });
}

/** @throws UserError with status 1 if git would take a folder inside a repository for a repository of its own */
function refuseBare(root: string, top: string | undefined): void {
  if (root === top || path.dirname(root) === root) return;
  const parts = ['HEAD', 'objects', 'refs'].map((name) => path.join(root, name));
  if (parts.every((part) => lstatSync(part, { throwIfNoEntry: false }) !== undefined))
    throw new UserError(
      `${root} is laid out as a bare repository of git. One that lies in a repository brings its own settings, which may start programs, so git was not asked. Name another directory.`,
      { status: 1 },
    );
  refuseBare(path.dirname(root), top);
}

async function fill(shadow: string, own: string, common: string): Promise<void> {
  for (const folder of ['objects', 'refs', 'logs']) {
    const real = path.join(common, folder);
    if (existsSync(real)) symlinkSync(real, path.join(shadow, folder), 'junction');
  }
  mkdirSync(path.join(shadow, 'info'));
  const shared = readdirSync(own).filter((name) => name.startsWith('sharedindex.'));
  for (const name of ['HEAD', 'index', ...shared]) copy(path.join(own, name), path.join(shadow, name));
  for (const name of ['packed-refs', 'shallow', 'info/exclude']) copy(path.join(common, name), path.join(shadow, name));
  writeFileSync(path.join(shadow, 'config'), await harmlessSettings(path.join(common, 'config')));
}

/** Only a plain file of a length that git would write: git writes neither links nor pipes there. */
function copy(file: string, to: string): void {
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() === true && stat.size <= mostIndexBytes) cpSync(file, to);
}
