// What writing files into a directory would do to each of them.
import { lstatSync, readFileSync, type Stats } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import type { Files } from './files.ts';
import type { Target } from './target.ts';

export interface Change {
  readonly path: string;
  readonly state: 'created' | 'changed' | 'identical';
}

/**
 * Compares files with those in the target.
 *
 * @throws UserError with status 1 when something stands in the way that is no plain file or directory: nothing is
 *   written through a symbolic link
 */
export function compare(target: Target, files: Files): readonly Change[] {
  if (target.state === 'absent') return [...files.keys()].map((file) => ({ path: file, state: 'created' }));
  const obstacles = new Set([...files.keys()].flatMap((file) => obstacle(target.path, file)));
  if (obstacles.size > 0) {
    throw new UserError(
      `These are in the way, and nothing was written:\n${[...obstacles].map((line) => `  ${line}`).join('\n')}`,
      { status: 1 },
    );
  }
  return [...files].map(([file, content]) => ({ path: file, state: stateOf(path.join(target.path, file), content) }));
}

function stateOf(file: string, content: string): Change['state'] {
  if (look(file) === undefined) return 'created';
  return readFileSync(file).equals(Buffer.from(content)) ? 'identical' : 'changed';
}

/** What is wrong along the way to a file: each folder must be a folder, the file a file. */
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
