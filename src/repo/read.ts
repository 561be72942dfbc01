// Reads a directory into memory; what it leaves out it names, with the reason.
import { existsSync, readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { ignoredByGit } from '../git/ignored.ts';
import { textFrom, type Text } from './read-text.ts';
import { repositoryOf, type Repository, type Skipped } from './repository.ts';
import { stagePrefix } from './stage.ts';

/** Folders of tools and of other people's code. */
export const notOurs: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'target',
  'node_modules',
  'vendor',
  '.terraform',
  '.venv',
  'dist',
]);

/**
 * The text files below `root`. Symbolic links are never followed: one that points out of the tree would be read, and
 * perhaps edited, in a place that nobody named.
 *
 * @throws UserError when `root` is no directory or cannot be listed
 */
export function readRepository(root: string): Repository {
  const files: [string, string][] = [];
  const skipped: Skipped[] = [];
  assertDirectory(root);
  for (const entry of walk({ root, ignored: ignoredByGit(root), skipped }, '')) {
    const text = readText(path.join(root, entry));
    if (text.why === undefined) files.push([entry, text.content]);
    else skipped.push({ path: entry, ...text });
  }
  return repositoryOf(files, skipped);
}

function assertDirectory(root: string): void {
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  const why = stat === undefined ? 'does not exist' : 'is not a directory';
  throw new UserError(`"${root}" ${why}. Name the root of a repository.`, { status: 2 });
}

interface Walk {
  readonly root: string;
  readonly ignored: ReadonlySet<string>;
  readonly skipped: Skipped[];
}

function* walk(at: Walk, folder: string): Generator<string> {
  const { root, ignored, skipped } = at;
  for (const entry of entriesOf(at, folder)) {
    const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(stagePrefix))
      skipped.push({ path: below, why: 'is on its way, or was left behind by a run that was killed' });
    else if (entry.isSymbolicLink()) skipped.push({ path: below, why: 'is a symbolic link' });
    else if (notOurs.has(entry.name) && (entry.isDirectory() || entry.name === '.git'))
      skipped.push({ path: below, why: 'holds what tools wrote or others own' });
    else if (ignored.has(below)) skipped.push({ path: below, why: 'is ignored by git' });
    else if (entry.isDirectory() && existsSync(path.join(root, below, '.git')))
      skipped.push({ path: below, why: 'is a repository of its own' });
    else if (entry.isDirectory()) yield* walk(at, below);
    else if (entry.isFile()) yield below;
    else skipped.push({ path: below, why: 'is neither a file nor a directory' });
  }
}

function entriesOf({ root, skipped }: Walk, folder: string): readonly Dirent[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (cause) {
    if (folder === '') throw new UserError(`"${root}" cannot be listed: ${reason(cause)}.`, { status: 3, cause });
    skipped.push({ path: folder, why: `cannot be listed: ${reason(cause)}`, failed: true });
    return [];
  }
}

function readText(file: string): Text {
  try {
    return textFrom(statSync(file).size, () => readFileSync(file));
  } catch (cause) {
    return { why: `cannot be read: ${reason(cause)}`, failed: true };
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/,.*$/s, '') : String(cause);
}
