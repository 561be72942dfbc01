// What git is told to pass over.
import { spawnSync } from 'node:child_process';

/** The paths below a directory that git ignores, folders as one; nothing where git does not keep it. */
export function ignoredByGit(root: string): ReadonlySet<string> {
  const { status, stdout } = spawnSync(
    'git',
    ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  return new Set(
    status === 0 ? stdout.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.replace(/\/$/, '')])) : [],
  );
}
