// Writes a repository whole or not at all.
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import { codeOf, type Target } from './target.ts';

/** How a directory starts that holds files on their way. One that a killed run left behind can be deleted. */
export const stagePrefix = '.create-kube-secure-controller-';

/** Where files that make room are kept until all is written. */
const replaced = 'replaced';

/**
 * Writes the files, all or none.
 *
 * A new directory is written beside its place and then renamed, so that not even a killed process leaves half of it.
 * Into one that exists, files are staged inside and moved; an error takes the moves back.
 *
 * @throws UserError with status 3 when the machine refuses, 1 when the directory appeared meanwhile
 */
export function writeFiles(target: Target, files: Files): void {
  if (files.size === 0) return;
  const held = holdSignals();
  try {
    if (target.state === 'absent') writeNew(target.path, files);
    else writeInto(target.path, files);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = codeOf(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST') {
      throw new UserError(`${target.path} appeared while its files were made. Nothing was written into it.`, { status: 1, cause: error });
    }
    throw new UserError(`${target.path} could not be written: ${reasons[code] ?? code}. Nothing was left behind.`, { status: 3, cause: error });
  } finally {
    held.release();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'a file would be larger than is allowed',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'a path would be too long',
};

function writeNew(place: string, files: Files): void {
  const parent = path.dirname(place);
  const made = mkdirSync(parent, { recursive: true });
  try {
    staged(parent, files, (stage) => renameSync(stage, place));
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true });
    throw error;
  }
}

function writeInto(place: string, files: Files): void {
  staged(place, files, (stage, room) => {
    const done: Move[] = [];
    try {
      moveInto(stage, place, path.join(room, replaced), done);
    } catch (error) {
      takeBack(done, room);
      throw error;
    }
  });
}

/** What was replaced is only deleted once it is back in its place. */
function takeBack(moves: readonly Move[], room: string): void {
  try {
    for (const { from, to } of moves.toReversed()) renameSync(to, from);
  } catch (error) {
    throw new UserError(`Writing failed half way, and so did taking it back (${codeOf(error)}). The files that were replaced are in ${path.join(room, replaced)}.`, {
      status: 3,
      cause: error,
    });
  }
  rmSync(path.join(room, replaced), { recursive: true, force: true });
}

/** Writes the files into a directory of their own, hands it over, and removes what is left of it. */
function staged(parent: string, files: Files, use: (stage: string, room: string) => void): void {
  const room = mkdtempSync(path.join(parent, stagePrefix));
  try {
    const stage = path.join(room, 'repository');
    for (const folder of new Set([...files.keys()].map((file) => path.dirname(path.join(stage, file))))) mkdirSync(folder, { recursive: true });
    for (const [file, content] of files) writeFileSync(path.join(stage, file), content);
    use(stage, room);
    rmSync(room, { recursive: true });
  } catch (error) {
    if (!existsSync(path.join(room, replaced))) rmSync(room, { recursive: true, force: true });
    throw error;
  }
}

interface Move {
  readonly from: string;
  readonly to: string;
}

/** Moves what is in `from` to `to`: an entry that is not there yet as a whole; a file that is there makes room first. */
function moveInto(from: string, to: string, room: string, done: Move[]): void {
  const move = (source: string, place: string): void => {
    renameSync(source, place);
    done.push({ from: source, to: place });
  };
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, place, old] = [path.join(from, entry.name), path.join(to, entry.name), path.join(room, entry.name)];
    const existing = lstatSync(place, { throwIfNoEntry: false });
    if (existing !== undefined && entry.isDirectory()) moveInto(source, place, old, done);
    else {
      if (existing !== undefined) {
        mkdirSync(room, { recursive: true });
        move(place, old);
      }
      move(source, place);
    }
  }
}

/** Ctrl-C in the few milliseconds of writing waits until the files are whole. */
function holdSignals(): { readonly release: () => void } {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const wait = (): void => {};
  for (const signal of signals) process.on(signal, wait);
  return {
    release: () => {
      for (const signal of signals) process.off(signal, wait);
    },
  };
}
