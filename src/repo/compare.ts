// The effect of writing files into a directory, for each file.
import { lstatSync, type Stats } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import { mostBytes, readBytesBelow } from './read-file.ts';
import type { Target } from './target.ts';

export interface Change {
  readonly path: string;
  readonly state: 'created' | 'changed' | 'identical';
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** The present content of each place, so that the writer can detect a change. */
  readonly before: Files;
}

/**
 * Compares files with those in the target.
 *
 * @throws UserError with status 1 if something other than a plain file or directory is in the way: nothing is
 *   written through a symbolic link
 */
export function compare(target: Target, files: Files): Comparison {
  if (target.state === 'absent')
    return { changes: [...files.keys()].map((file) => ({ path: file, state: 'created' })), before: new Map() };
  const obstacles = new Set([...files.keys()].flatMap((file) => obstacle(target.path, file)));
  if (obstacles.size > 0) {
    throw new UserError(
      ['These are in the way, and nothing was written:', ...[...obstacles].map((line) => `  ${line}`)],
      { status: 1 },
    );
  }
  const before = new Map([...files.keys()].flatMap((file) => contentOf(target.path, file)));
  const changes = [...files].map(([file, content]): Change => {
    const old = before.get(file);
    return { path: file, state: old === undefined ? 'created' : old === content ? 'identical' : 'changed' };
  });
  return { changes, before };
}

function contentOf(root: string, file: string): readonly (readonly [string, string])[] {
  const read = readBytesBelow(root, file, { most: 8 * mostBytes });
  if (read.why === undefined) return [[file, read.bytes.toString()]];
  if (read.code === 'ENOENT' || read.code === 'ENOTDIR') return [];
  throw new UserError(`${file} is in the way, and nothing was written: it ${read.why}.`, { status: 1 });
}

/** The fault on the path to a file: each folder must be a folder, and the file a file. */
function obstacle(root: string, file: string): readonly string[] {
  const parts = file.split('/');
  for (const depth of parts.keys()) {
    const part = parts.slice(0, depth + 1).join('/');
    const stat = look(path.join(root, part));
    if (stat === undefined) return [];
    if (stat.isSymbolicLink()) return [`${part} is a symbolic link`];
    const last = depth === parts.length - 1;
    if (!(last ? stat.isFile() : stat.isDirectory())) return [`${part} is ${last ? 'not a file' : 'not a directory'}`];
  }
  return [];
}

function look(file: string): Stats | undefined {
  return lstatSync(file, { throwIfNoEntry: false });
}
