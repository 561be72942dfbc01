// Whether git may write into a repository: no other git writes there, and everything that git writes stays inside.
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { shellWord } from '../formats/shell-word.ts';
import { readText } from '../repo/read-file.ts';
import { settingsOf } from './harmless-settings.ts';
import { freeIndex } from './index-lock.ts';
import type { OpenRepository } from './open-repository.ts';

/**
 * Waits until the index and the objects of a repository can be written.
 *
 * @throws UserError with status 1 if a part of it is a link, through which git would write elsewhere, if it is the
 * repository of another directory, or if another git does not release the index
 */
export async function awaitWritable(repository: Pick<OpenRepository, 'top' | 'index' | 'objects'>): Promise<void> {
  const { index, objects } = repository;
  const parts = [path.dirname(index), index, objects, ...namesIn(objects).map((name) => path.join(objects, name))];
  const link = parts.find((part) => lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink() === true);
  if (link !== undefined)
    throw new UserError(
      `${link} is a link, and git would write through it. Put what it leads to in its place, then run it again.`,
      { status: 1 },
    );
  await refuseForeign(repository);
  await freeIndex(index);
}

function namesIn(folder: string): readonly string[] {
  return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [];
}

/**
 * A file `.git` may name any folder of this machine. The folder of a worktree or a submodule names the directory in
 * return:
 * https://git-scm.com/docs/gitrepository-layout (gitdir, commondir), https://git-scm.com/docs/git-config
 * (core.worktree).
 */
async function refuseForeign({
  top,
  index,
  objects,
}: Pick<OpenRepository, 'top' | 'index' | 'objects'>): Promise<void> {
  const [own, common] = [path.dirname(index), path.dirname(objects)];
  const isShared = own === common || isBelow(own, path.join(common, 'worktrees'));
  if (isShared && (isBelow(own, top) || (await namesItsTree(own, top)))) return;
  throw new UserError(
    `${path.join(top, '.git')} leads to ${isShared ? own : common}, which does not say that this directory is its work tree, and git would write there. Where it is yours, run \`git worktree repair\` in a worktree, else \`git config core.worktree ${shellWord(top)}\`.`,
    { status: 1 },
  );
}

async function namesItsTree(own: string, top: string): Promise<boolean> {
  const back = readText(path.join(own, 'gitdir'));
  const file = back.why === undefined ? path.resolve(own, back.content.trimEnd()) : undefined;
  if (file !== undefined && path.basename(file) === '.git' && isSame(path.dirname(file), top)) return true;
  const tree = (await settingsOf(path.join(own, 'config'))).get('core.worktree');
  return tree !== undefined && isSame(path.resolve(own, tree), top);
}

function isBelow(inner: string, outer: string): boolean {
  const way = path.relative(real(outer), real(inner));
  return way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}

function isSame(one: string, other: string): boolean {
  return real(one) === real(other);
}

function real(place: string): string {
  return lstatSync(place, { throwIfNoEntry: false }) === undefined ? place : realpathSync(place);
}
