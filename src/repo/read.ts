// Reads a directory into memory: the one reader of all commands. What it leaves out it names, with the reason.
import { existsSync, readdirSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { ignoredIn, type IsIgnored } from './ignored.ts';
import { mostBytes, readText } from './read-file.ts';
import { repositoryOf, type Repository, type Skipped } from './repository.ts';
import { stagePrefix } from './stage.ts';

/**
 * The text files below `root`. Symbolic links are never followed: one that points out of the tree would be read, and
 * perhaps edited, in a place that nobody named. No program is started.
 *
 * @throws UserError when `root` is no directory or cannot be listed
 */
export function readRepository(root: string): Repository {
  const files: [string, string][] = [];
  const skipped: Skipped[] = [];
  assertDirectory(root);
  for (const entry of walk({ root, isIgnored: ignoredIn(root), skipped }, '')) {
    const text = readText(path.join(root, entry), { most: mostBytesOf(entry) });
    if (text.why === undefined) files.push([entry, text.content]);
    else skipped.push({ path: entry, why: text.why, failed: true });
  }
  return repositoryOf(files, skipped);
}

/** Code and manifests are also generated, such as the types of CRDs and bundles of them; nothing else that is read is longer than a person writes. */
export function mostBytesOf(file: string): number {
  return /\.(?:rs|ya?ml|tpl|json)$|(?:^|\/)Cargo\.lock$/.test(file) ? 8 * mostBytes : mostBytes;
}

/** Whether a tree of git has folders on the way to a file that are never read. */
export function isNeverRead(file: string): boolean {
  return file
    .split('/')
    .slice(0, -1)
    .some((folder) => versionControl.has(folder) || notOurs.has(folder));
}

const versionControl: ReadonlySet<string> = new Set(['.git', '.hg', '.svn']);

/** Folders of tools and of other people's code. */
const notOurs: ReadonlySet<string> = new Set([
  'target',
  'node_modules',
  'vendor',
  '.terraform',
  '.venv',
  '.direnv',
  '.cache',
  'dist',
]);

function assertDirectory(root: string): void {
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  const why = stat === undefined ? 'does not exist' : 'is not a directory';
  throw new UserError(`"${root}" ${why}. Name the root of a repository.`, { status: 2 });
}

interface Walk {
  readonly root: string;
  readonly isIgnored: IsIgnored;
  readonly skipped: Skipped[];
}

function* walk(at: Walk, folder: string): Generator<string> {
  for (const entry of entriesOf(at, folder)) {
    const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const why = whyNotEntered(at, entry, below);
    if (why !== undefined) at.skipped.push({ path: below, ...why });
    else if (entry.isDirectory()) yield* walk(at, below);
    else yield below;
  }
}

function whyNotEntered({ root, isIgnored }: Walk, entry: Dirent, below: string): Omit<Skipped, 'path'> | undefined {
  const isFolder = entry.isDirectory();
  if (entry.name.startsWith(stagePrefix)) return { why: 'is on its way, or was left behind by a run that was killed' };
  if (entry.isSymbolicLink())
    return { why: 'is a symbolic link', ...(leadsToFolder(path.join(root, below)) && { mayHold: true }) };
  if (entry.name === '.git' || (isFolder && versionControl.has(entry.name)))
    return { why: 'is what version control keeps' };
  if (isIgnored(below, isFolder)) return { why: 'is ignored by git' };
  if (isFolder && notOurs.has(entry.name)) return { why: 'holds what tools wrote or others own', mayHold: true };
  if (isFolder && existsSync(path.join(root, below, '.git')))
    return { why: 'is a repository of its own', mayHold: true };
  return isFolder || entry.isFile() ? undefined : { why: 'is neither a file nor a directory' };
}

/** Not one in a circle, nor one to a place that nobody may see. */
function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

function entriesOf({ root, skipped }: Walk, folder: string): readonly Dirent[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (cause) {
    const why = `cannot be listed: ${cause instanceof Error ? cause.message.replace(/,.*$/s, '') : String(cause)}`;
    if (folder === '') throw new UserError(`"${root}" ${why}.`, { status: 3, cause });
    skipped.push({ path: folder, why, failed: true });
    return [];
  }
}
