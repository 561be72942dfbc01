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
  /** The files as they were when they were read. */
  readonly before: Files;
  readonly order: Order;
}

/** Files at the root that are moved before, or after, all others: each list in its order. */
export interface Order {
  readonly first?: readonly string[];
  readonly last?: readonly string[];
}

/** Three open folders, and their paths below the place. */
export interface Between {
  readonly folder: string;
  /** The sources and the destinations of the files. */
  readonly stage: string;
  readonly place: string;
  /** The folder for replaced files, made on first use. */
  readonly kept: () => string;
}

/** How to undo one move. */
export type Move = () => void;

/**
 * Moves every file from the stage to its place; a missing directory moves as a whole.
 *
 * A place is never empty in between: the present file is linked to, then replaced by a rename.
 *
 * @param done gets each move, even if a later one fails
 * @throws UserError with status 1 at a symbolic link, and at a file that changed since it was read
 */
export function moveInto(moving: Moving, at: Between, done: Move[]): void {
  const { first = [], last = [] } = moving.order;
  const order = (name: string): number => {
    const file = path.posix.join(at.folder, name);
    return first.includes(file) ? first.indexOf(file) - first.length : last.indexOf(file) + 1;
  };
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
  /** The open directory, and its path for messages. */
  readonly held: string;
  readonly place: string;
  /** Its folder for files in transit. */
  readonly name: string;
}

/** A replaced file is deleted only after it is back in its place. */
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

/** The folder for replaced files until everything is written. */
export const replaced = 'replaced';

/** Its name is one that no later run takes for a leftover of a killed run. */
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
  // A rename would replace a file that appears at this moment; a link does not.
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

/** By a descriptor, because the name may have become a link. */
function takeRights(file: string, { mode, uid, gid }: Stats): void {
  const opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    fchmodSync(opened, mode);
    if (process.getuid?.() === 0) fchownSync(opened, uid, gid);
  } finally {
    closeSync(opened);
  }
}

/** False if the file system has no links. */
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
