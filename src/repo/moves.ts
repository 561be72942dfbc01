// Puts staged files in their places, and takes them back.
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import { madeOnce, type HeldFolders } from './held-folders.ts';
import { readBytes } from './read-file.ts';
import { removeTree } from './remove-tree.ts';
import { stagePrefix } from './stage.ts';
import { codeOf } from './target.ts';

export interface Moving {
  readonly folders: HeldFolders;
  /** The files as they were read. */
  readonly before: Files;
  /** Of the files at the root, those that are moved after all others, in this order. */
  readonly last: readonly string[];
}

/** Three folders that are held, and what they are below the place. */
export interface Between {
  readonly folder: string;
  /** Where the files are, and where they go. */
  readonly stage: string;
  readonly place: string;
  /** Where what is replaced is kept: made when there is something. */
  readonly kept: () => string;
}

/** How one move is undone. */
export type Move = () => void;

/**
 * Moves every file from the stage to its place; a directory that is not there yet moves as a whole.
 *
 * A place is never empty in between: what is there is linked to, then replaced by a rename.
 *
 * @param done gets each move, also when a later one fails
 * @throws UserError with status 1 at a symbolic link, and at a file that is not as it was read
 */
export function moveInto(moving: Moving, at: Between, done: Move[]): void {
  const order = (name: string): number => moving.last.indexOf(path.posix.join(at.folder, name));
  const entries = readdirSync(at.stage, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => order(one.name) - order(other.name))) {
    const file = path.posix.join(at.folder, entry.name);
    const existing = lstatSync(`${at.place}/${entry.name}`, { throwIfNoEntry: false });
    if (existing?.isSymbolicLink() === true) throw isLink(file);
    if (existing?.isDirectory() === true && entry.isDirectory())
      moveInto(moving, inner(moving.folders, at, entry.name), done);
    else if (existing?.isFile() === true && entry.isFile()) done.push(replace(moving, at, entry.name, existing));
    else done.push(add(moving, at, entry.name, entry.isFile()));
  }
}

function inner(folders: HeldFolders, { folder, stage, place, kept }: Between, name: string): Between {
  const file = path.posix.join(folder, name);
  try {
    return {
      folder: file,
      stage: folders.inside(stage, name),
      place: folders.inside(place, name),
      kept: madeOnce(folders, kept, name),
    };
  } catch (error) {
    throw codeOf(error) === 'ENOTDIR' ? isLink(file) : error;
  }
}

export interface Room {
  /** The directory that is held, and its path, for what is said. */
  readonly held: string;
  readonly place: string;
  /** Its folder for what is on its way. */
  readonly name: string;
}

/** What was replaced is only deleted once it is back in its place. */
export function takeBack(folders: HeldFolders, moves: readonly Move[], room: Room): void {
  try {
    for (const undo of moves.toReversed()) undo();
  } catch (error) {
    throw new UserError(
      `Writing failed half way, and so did the undo (${codeOf(error)}). The files that were replaced are in ${keptForGood(room)}.`,
      { status: 3, cause: error },
    );
  }
  removeTree(folders, folders.inside(room.held, room.name), replaced);
}

/** Where files that make room are kept until all is written. */
export const replaced = 'replaced';

/** By a name that no later run takes for what a killed one left. */
function keptForGood({ held, place, name }: Room): string {
  const safe = `${stagePrefix}kept-${process.pid}`;
  try {
    renameSync(`${held}/${name}/${replaced}`, `${held}/${safe}`);
    return path.join(place, safe);
  } catch {
    return path.join(place, name, replaced);
  }
}

function add({ folders, before }: Moving, { folder, stage, place }: Between, name: string, isFile: boolean): Move {
  const [source, goal, file] = [`${stage}/${name}`, `${place}/${name}`, path.posix.join(folder, name)];
  if (before.has(file)) throw changedMeanwhile(file, 'is gone');
  // A rename would take the place of a file that appears right now; a link does not.
  try {
    if (!isFile || !linked(source, goal)) renameSync(source, goal);
  } catch (error) {
    throw isFile && codeOf(error) === 'EEXIST' ? changedMeanwhile(file, 'appeared') : error;
  }
  return () => removeTree(folders, place, name);
}

function replace({ before }: Moving, { folder, stage, place, kept }: Between, name: string, existing: Stats): Move {
  const [source, goal, old] = [`${stage}/${name}`, `${place}/${name}`, `${kept()}/${name}`];
  const file = path.posix.join(folder, name);
  if (!linked(goal, old)) copyFileSync(goal, old);
  const read = readBytes(old, { most: Number.POSITIVE_INFINITY });
  if (read.why !== undefined || before.get(file) !== read.bytes.toString())
    throw changedMeanwhile(file, before.has(file) ? 'changed' : 'appeared');
  takeRights(source, existing);
  renameSync(source, goal);
  return () => renameSync(old, goal);
}

/** By a descriptor, for a name may be a link by now. */
function takeRights(file: string, { mode, uid, gid }: Stats): void {
  const opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    fchmodSync(opened, mode);
    if (process.getuid?.() === 0) fchownSync(opened, uid, gid);
  } finally {
    closeSync(opened);
  }
}

/** False where the file system knows no links. */
function linked(source: string, goal: string): boolean {
  try {
    linkSync(source, goal);
    return true;
  } catch (error) {
    if (['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) return false;
    throw error;
  }
}

function isLink(file: string): UserError {
  return new UserError(`${file} is a symbolic link. Nothing was written.`, { status: 1 });
}

function changedMeanwhile(file: string, what: string): UserError {
  return new UserError(`${file} ${what} meanwhile. Nothing was written; run it again.`, { status: 1 });
}
