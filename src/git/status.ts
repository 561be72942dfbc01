// What git knows of a directory.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';

/**
 * Files below a directory with changes that are not committed; nothing where git does not keep it.
 *
 * @throws UserError with status 1 when git keeps it and cannot say
 */
export function dirtyFiles(root: string): readonly string[] {
  const { status, stdout, stderr, error } = spawnSync('git', ['status', '--porcelain', '-z', '--', '.'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0 && !isKept(root)) return [];
  if (status !== 0)
    throw new UserError(
      `Git cannot say whether ${root} has changes that are not committed: ${error?.message ?? stderr.trim()}\nMend that, or add --force.`,
      { status: 1 },
    );
  return stdout.split('\0').flatMap((entry) => (entry.length > 3 ? [entry.slice(3)] : []));
}

/** Whether the directory or one above has a `.git`. */
function isKept(folder: string): boolean {
  return existsSync(path.join(folder, '.git')) || (path.dirname(folder) !== folder && isKept(path.dirname(folder)));
}

/** OWNER/NAME on GitHub of the remote that git pulls from, or undefined. */
export function originOf(root: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['remote', 'get-url', 'origin'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? /github\.com[:/]([^/\s]+\/[^/\s]+?)(\.git)?\s*$/.exec(stdout)?.[1] : undefined;
}
