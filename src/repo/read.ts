// Reads a directory into memory: the one reader of all commands. It names everything that it leaves out, with the
// reason.
import { existsSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { withFolders, type HeldFolders } from './held-folders.ts';
import { ignoredIn, type IsIgnored } from './ignored.ts';
import { mostBytes, readText } from './read-file.ts';
import { isLink, repositoryOf, type Repository, type Skipped } from './repository.ts';
import { stagePrefix } from './stage.ts';

/**
 * The text files below `root`. It never follows symbolic links: one that leads out of the tree would be read, and
 * perhaps edited, in a place that nobody named. It starts no program.
 *
 * @param isReal whether the path to `root` has no link, so that it is only read as long as that is true
 * @throws UserError if `root` is not a directory or cannot be listed
 */
export function readRepository(root: string, { isReal = false } = {}): Repository {
  const files: [string, string][] = [];
  const skipped: Skipped[] = [];
  assertDirectory(root);
  withFolders((folders) => {
    const at = { root, folders, isIgnored: ignoredIn(root), skipped };
    const top = (): string => (isReal ? folders.real(root) : folders.top(root));
    for (const { below, place } of walkInto(at, '', top)) {
      const text = readText(place, { most: mostBytesOf(below) });
      if (text.why === undefined) files.push([below, text.content]);
      else skipped.push({ path: below, why: text.why, failed: true });
    }
  });
  return repositoryOf(files, skipped);
}

/**
 * Code and manifests may be generated, such as the types of CRDs and bundles of them; all other files are as short as a
 * person writes them.
 */
export function mostBytesOf(file: string): number {
  return /\.(?:rs|ya?ml|tpl|json)$|(?:^|\/)Cargo\.lock$/.test(file) ? 8 * mostBytes : mostBytes;
}

/** Whether the path in a tree of git contains a folder that is never read. */
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

/** No person makes a deeper folder, and each folder on the way stays open. */
const mostFolders = 256;

interface Walk {
  readonly root: string;
  readonly folders: HeldFolders;
  readonly isIgnored: IsIgnored;
  readonly skipped: Skipped[];
}

interface Found {
  /** Its path below the root. */
  readonly below: string;
  /** The path for opening it; for a folder, the path while it is open. */
  readonly place: string;
}

function* walk(at: Walk, folder: Found, depth: number): Generator<Found> {
  for (const entry of entriesOf(at, folder)) {
    const below = folder.below === '' ? entry.name : `${folder.below}/${entry.name}`;
    const found = { below, place: `${folder.place}/${entry.name}` };
    const why = whyNotEntered(at, entry, found);
    if (why !== undefined) at.skipped.push({ path: below, ...why });
    else if (!entry.isDirectory()) yield found;
    else if (depth === mostFolders)
      at.skipped.push({ path: below, why: `lies below ${mostFolders} folders`, failed: true });
    else yield* walkInto(at, below, () => at.folders.inside(folder.place, entry.name), depth + 1);
  }
}

function* walkInto(at: Walk, below: string, hold: () => string, depth = 0): Generator<Found> {
  const place = opened(at, below, hold);
  if (place === undefined) return;
  yield* walk(at, { below, place }, depth);
  at.folders.release(place);
}

function whyNotEntered(at: Walk, entry: Dirent, { below, place }: Found): Omit<Skipped, 'path'> | undefined {
  const isFolder = entry.isDirectory();
  if (entry.name.startsWith(stagePrefix)) return { why: 'is being written, or was left by a killed run' };
  if (entry.isSymbolicLink()) return { why: isLink, ...(leadsToUnread(at, place) && { mayHold: true }) };
  if (entry.name === '.git' || (isFolder && versionControl.has(entry.name)))
    return { why: 'belongs to version control' };
  if (at.isIgnored(below, isFolder)) return { why: 'is ignored by git' };
  if (isFolder && notOurs.has(entry.name)) return { why: 'holds files of tools or of other people', mayHold: true };
  if (isFolder && existsSync(`${place}/.git`)) return { why: 'is a repository of its own', mayHold: true };
  return isFolder || entry.isFile() ? undefined : { why: 'is neither a file nor a directory' };
}

/** A link to a folder that is not read elsewhere. Not one in a circle, and not one to a place without access. */
function leadsToUnread({ root, isIgnored }: Walk, link: string): boolean {
  try {
    if (!statSync(link).isDirectory()) return false;
    const way = path.relative(realpathSync(root), realpathSync(link)).replaceAll(path.sep, '/');
    return way.split('/')[0] === '..' || path.isAbsolute(way) || isNeverRead(`${way}/`) || isIgnored(way, true);
  } catch {
    return false;
  }
}

function entriesOf(at: Walk, { below, place }: Found): readonly Dirent[] {
  return opened(at, below, () => readdirSync(place, { withFileTypes: true })) ?? [];
}

/** If the root itself cannot be opened, nothing is read; an unreadable place below it is named. */
function opened<T>({ root, skipped }: Walk, below: string, open: () => T): T | undefined {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const why = `cannot be listed: ${cause instanceof Error ? cause.message.replace(/,.*$/s, '') : String(cause)}`;
    if (below === '') throw new UserError(`"${root}" ${why}.`, { status: 3, cause });
    skipped.push({ path: below, why, failed: true });
    return undefined;
  }
}
