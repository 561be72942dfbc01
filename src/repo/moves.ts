// Puts staged files in their places, and takes them back.
import {
  chmodSync,
  chownSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
} from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import { stagePrefix } from './stage.ts';
import { codeOf } from './target.ts';

export interface Moving {
  /** Where the files are, and where they go. */
  readonly stage: string;
  readonly place: string;
  /** Where what is replaced is kept. */
  readonly kept: string;
  /** The files as they were read. */
  readonly before: Files;
  /** Of the files at the root, those that are moved after all others, in this order. */
  readonly last: readonly string[];
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
export function moveInto(moving: Moving, done: Move[], folder = ''): void {
  const order = (name: string): number => moving.last.indexOf(path.posix.join(folder, name));
  const entries = readdirSync(path.join(moving.stage, folder), { withFileTypes: true });
  for (const entry of entries.sort((one, other) => order(one.name) - order(other.name))) {
    const file = path.posix.join(folder, entry.name);
    const existing = lstatSync(path.join(moving.place, file), { throwIfNoEntry: false });
    if (existing?.isSymbolicLink() === true)
      throw new UserError(`${file} is a symbolic link. Nothing was written.`, { status: 1 });
    if (existing?.isDirectory() === true && entry.isDirectory()) moveInto(moving, done, file);
    else if (existing?.isFile() === true && entry.isFile()) done.push(replace(moving, file, existing));
    else done.push(add(moving, file, entry.isFile()));
  }
}

/** What was replaced is only deleted once it is back in its place. */
export function takeBack(moves: readonly Move[], kept: string): void {
  try {
    for (const undo of moves.toReversed()) undo();
  } catch (error) {
    throw new UserError(
      `Writing failed half way, and so did taking it back (${codeOf(error)}). The files that were replaced are in ${keptForGood(kept)}.`,
      { status: 3, cause: error },
    );
  }
  rmSync(kept, { recursive: true, force: true });
}

/** By a name that no later run takes for what a killed one left. */
function keptForGood(kept: string): string {
  const safe = path.join(path.dirname(path.dirname(kept)), `${stagePrefix}kept-${process.pid}`);
  try {
    renameSync(kept, safe);
    return safe;
  } catch {
    return kept;
  }
}

function add({ stage, place, before }: Moving, file: string, isFile: boolean): Move {
  const [source, goal] = [path.join(stage, file), path.join(place, file)];
  if (before.has(file)) throw changedMeanwhile(file, 'is gone');
  // A rename would take the place of a file that appears right now; a link does not.
  try {
    if (!isFile || !linked(source, goal)) renameSync(source, goal);
  } catch (error) {
    throw isFile && codeOf(error) === 'EEXIST' ? changedMeanwhile(file, 'appeared') : error;
  }
  return () => rmSync(goal, { recursive: true });
}

function replace({ stage, place, kept, before }: Moving, file: string, existing: Stats): Move {
  const [source, goal, old] = [path.join(stage, file), path.join(place, file), path.join(kept, file)];
  mkdirSync(path.dirname(old), { recursive: true });
  if (!linked(goal, old)) copyFileSync(goal, old);
  if (before.get(file) !== readFileSync(old, 'utf8'))
    throw changedMeanwhile(file, before.has(file) ? 'changed' : 'appeared');
  chmodSync(source, existing.mode);
  if (process.getuid?.() === 0) chownSync(source, existing.uid, existing.gid);
  renameSync(source, goal);
  return () => renameSync(old, goal);
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

function changedMeanwhile(file: string, what: string): UserError {
  return new UserError(`${file} ${what} meanwhile. Nothing was written; run it again.`, { status: 1 });
}
