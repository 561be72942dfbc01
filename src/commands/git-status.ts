// What git knows of a directory.
import { spawnSync } from 'node:child_process';

/** Files below a directory with changes that are not committed; nothing where git does not keep it. */
export function dirtyFiles(root: string): readonly string[] {
  const { status, stdout } = spawnSync('git', ['status', '--porcelain', '-z', '--', '.'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) return [];
  return stdout.split('\0').flatMap((entry) => (entry.length > 3 ? [entry.slice(3)] : []));
}

/** OWNER/NAME on GitHub of the remote that git pulls from, or undefined. */
export function originOf(root: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['remote', 'get-url', 'origin'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? /github\.com[:/]([^/\s]+\/[^/\s]+?)(\.git)?\s*$/.exec(stdout)?.[1] : undefined;
}
