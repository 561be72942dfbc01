// Repositories of actions that a real `git ls-remote` finds instead of those on github.com.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import { emptyFolder } from './run.ts';

/** Runs git in one of them. */
export type Git = (...words: readonly string[]) => string;

/** A repository with one commit on `main`; the test adds more commits, branches and tags. */
export function actionsServer(...names: readonly string[]): ReadonlyMap<string, Git> {
  const home = emptyFolder();
  vi.stubEnv('GIT_CONFIG_COUNT', '2');
  vi.stubEnv('GIT_CONFIG_KEY_0', `url.file://${home}/.insteadOf`);
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'https://github.com/');
  vi.stubEnv('GIT_CONFIG_KEY_1', 'protocol.file.allow');
  vi.stubEnv('GIT_CONFIG_VALUE_1', 'always');
  return new Map(
    names.map((name) => {
      const folder = path.join(home, name);
      mkdirSync(folder, { recursive: true });
      const git: Git = (...words) =>
        execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], {
          cwd: folder,
          encoding: 'utf8',
        }).trim();
      git('init', '--quiet', '--initial-branch=main');
      commit(git);
      return [name, git];
    }),
  );
}

/** Adds a commit, and returns its digest. */
export function commit(git: Git): string {
  git('commit', '--quiet', '--allow-empty', '--message', 'a');
  return git('rev-parse', 'HEAD');
}
