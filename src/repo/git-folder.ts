// Facts from the .git of a repository, without git: its root, its tracked files, its ignored names.
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { readBytes, readText } from './read-file.ts';

export interface GitFolder {
  /** The folder with `.git`. */
  readonly top: string;
  /** The folder that `.git` is or names; undefined if it is a link, or a file that names none. */
  readonly own: string | undefined;
  /** The same, except for a worktree: there, the folder of the repository to which it belongs. */
  readonly common: string | undefined;
}

/** The repository of a directory; undefined if no folder above has a `.git`. */
export function gitFolderOf(root: string): GitFolder | undefined {
  const place = path.join(root, '.git');
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return path.dirname(root) === root ? undefined : gitFolderOf(path.dirname(root));
  const own = stat.isDirectory() ? place : pointedAt(place);
  return { top: root, own, common: own && path.resolve(own, contentOf(path.join(own, 'commondir'))?.trimEnd() ?? '.') };
}

/**
 * The path from the root of the git repository to a directory, with `/` at its end; empty for the root and without git.
 */
export function wayFromTop(root: string): string {
  const real = realpathSync(root);
  const folder = gitFolderOf(real);
  const way = folder === undefined ? '' : path.relative(folder.top, real);
  return way === '' ? '' : `${way.replaceAll(path.sep, '/')}/`;
}

/** The lines of info/exclude. */
export function excludeIn({ common }: GitFolder): string {
  return (common && contentOf(path.join(common, 'info', 'exclude'))) ?? '';
}

/** In a worktree and in a submodule, `.git` is a file that names the folder. */
function pointedAt(file: string): string | undefined {
  const way = /^gitdir: (.+?)\r?\n?$/.exec(contentOf(file) ?? '')?.[1];
  return way === undefined ? undefined : path.resolve(path.dirname(file), way);
}

function contentOf(file: string): string | undefined {
  const text = readText(file);
  return text.why === undefined ? text.content : undefined;
}

/** The length of an index with 800,000 files. */
export const mostIndexBytes = 1 << 26;

/**
 * The tracked paths below `top`, and their folders: https://git-scm.com/docs/index-format. Entries that are not
 * understood count as not tracked.
 */
export function trackedIn({ own, common }: GitFolder): ReadonlySet<string> {
  const tracked = new Set<string>();
  if (own === undefined || common === undefined) return tracked;
  const read = readBytes(path.join(own, 'index'), { most: mostIndexBytes });
  if (read.why !== undefined || read.bytes.length < 12 || read.bytes.toString('latin1', 0, 4) !== 'DIRC')
    return tracked;
  const { bytes } = read;
  const version = bytes.readUInt32BE(4);
  const idBytes = /^[ \t]*objectformat[ \t]*=[ \t]*sha256[ \t]*$/im.test(contentOf(path.join(common, 'config')) ?? '')
    ? 32
    : 20;
  let [at, name] = [12, Buffer.alloc(0)];
  for (let left = bytes.readUInt32BE(8); left > 0 && version >= 2 && version <= 4; left -= 1) {
    const start = at;
    at += 40 + idBytes;
    if (at + 2 > bytes.length) return tracked;
    at += version >= 3 && (bytes.readUInt16BE(at) & 0x4000) !== 0 ? 4 : 2;
    const dropped = version === 4 ? numberAt(bytes, at) : { value: name.length, end: at };
    const end = bytes.indexOf(0, dropped.end);
    if (end === -1) return tracked;
    name = Buffer.concat([
      name.subarray(0, Math.max(0, name.length - dropped.value)),
      bytes.subarray(dropped.end, end),
    ]);
    // The others are padded to a multiple of eight, with at least one NUL.
    at = version === 4 ? end + 1 : start + ((end - start + 8) & ~7);
    addWithFolders(tracked, name.toString());
  }
  return tracked;
}

/** A number as in offsets of packs: seven bits in each byte, and one more for each further byte. */
function numberAt(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let [value, at] = [(bytes[start] ?? 0) & 127, start];
  for (; ((bytes[at] ?? 0) & 128) !== 0; at += 1) value = ((value + 1) << 7) | ((bytes[at + 1] ?? 0) & 127);
  return { value, end: at + 1 };
}

function addWithFolders(paths: Set<string>, file: string): void {
  for (let one = file; one !== '.' && !paths.has(one); one = path.posix.dirname(one)) paths.add(one);
}
