// The directory for a repository, before anything is written.
import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';

export interface Target {
  /** The absolute path, with symbolic links resolved if it exists. */
  readonly path: string;
  readonly state: 'absent' | 'empty' | 'occupied';
}

/**
 * Looks at a directory. One with only `.git` counts as empty.
 *
 * @throws UserError with status 1 if it is something else, 3 if it cannot be read
 */
export function inspectTarget(path: string): Target {
  const stat = found(path, () => lstatSync(path));
  if (stat === undefined) return { path, state: 'absent' };
  const isDirectory = stat.isSymbolicLink()
    ? (found(path, () => statSync(path))?.isDirectory() ?? false)
    : stat.isDirectory();
  if (!isDirectory) {
    const what = stat.isSymbolicLink() ? 'a symbolic link that leads to no directory' : 'not a directory';
    throw new UserError(`${path} exists and is ${what}. Choose another directory.`, { status: 1 });
  }
  const entries = found(path, () => readdirSync(path)) ?? [];
  return { path: realpathSync(path), state: entries.some((entry) => entry !== '.git') ? 'occupied' : 'empty' };
}

/** Whether the directory is the root of a git repository already. */
export function isKeptByGit({ path }: Pick<Target, 'path'>): boolean {
  return existsSync(join(path, '.git'));
}

/** Undefined if nothing exists there. */
function found<T>(path: string, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return undefined;
    if (code === 'ENOTDIR')
      throw new UserError(`${path} lies below a file. Choose another directory.`, { status: 1, cause: error });
    if (code === 'ENAMETOOLONG')
      throw new UserError(`${path} is too long a path. Choose another directory.`, { status: 1, cause: error });
    throw new UserError(`${path} cannot be read (${code}). Check its permissions.`, { status: 3, cause: error });
  }
}

/** The code of an error of the operating system, such as ENOENT. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
