// A git that fails at any of its calls: no failure counts as an answer, and no file is half written.
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runGit } from '../../src/git/run-git.ts';
import { answerOf } from '../../src/git/answer.ts';
import { commit, fromOlder, git, ownFiles } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

afterEach(() => vi.unstubAllEnvs());

/** A stand-in for git: it runs `instead` for the call with this number, and git for all others. */
function spoiled(call: number, instead: string): { readonly calls: () => number } {
  const folder = emptyFolder();
  const [counter, real] = [path.join(folder, 'calls'), realGit()];
  writeFileSync(counter, '');
  writeFileSync(
    path.join(folder, 'git'),
    `#!/bin/sh\nprintf x >>'${counter}'\n[ "$(wc -c <'${counter}')" -eq ${call} ] && { ${instead}; }\nexec '${real}' "$@"\n`,
  );
  chmodSync(path.join(folder, 'git'), 0o755);
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`);
  return { calls: () => readFileSync(counter, 'utf8').length };
}

function realGit(): string {
  return path.join(git('.', '--exec-path').trim(), 'git');
}

async function withConflict(): Promise<string> {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  const readme = path.join(folder, 'README.md');
  writeFileSync(readme, readFileSync(readme, 'utf8').replace('Old.', 'Mine.'));
  commit(folder);
  return folder;
}

test('if git is killed at any call of an update, the update fails and every file stays unchanged', {
  timeout: 180_000,
}, async () => {
  const folder = await withConflict();
  const [before, status] = [ownFiles(folder), git(folder, 'status', '--porcelain')];
  for (let call = 1; ; call += 1) {
    const { calls } = spoiled(call, 'kill -9 $$');
    const outcome = await cli(['update', '--no-metrics'], folder);
    vi.unstubAllEnvs();
    if (calls() < call) {
      expect({ call, ...outcome }).toMatchObject({ status: 1, stdout: expect.stringContaining('conflict') });
      expect(call).toBeGreaterThan(15);
      return;
    }
    expect({ call, ...outcome }).toMatchObject({ call, status: 3 });
    expect({ call, files: ownFiles(folder) }).toEqual({ call, files: before });
    expect({ call, status: git(folder, 'status', '--porcelain') }).toEqual({ call, status });
  }
});

test('an update waits for a slow git, and for another git that writes the index', async () => {
  const folder = await withConflict();
  const lock = path.join(folder, '.git/index.lock');
  writeFileSync(lock, '');
  spoiled(3, 'sleep 1');
  setTimeout(() => rmSync(lock), 3000);
  expect(await cli(['update'], folder)).toMatchObject({ status: 1, stdout: expect.stringContaining('conflict') });
  expect(git(folder, 'status', '--porcelain', 'README.md')).toBe('UU README.md\n');
});

test('the error of a git that times out names the limit', async () => {
  spoiled(1, 'exec sleep 30');
  const outcome = await runGit(['status'], { cwd: '.', seconds: 1 });
  expect(() => answerOf(outcome, ['status'])).toThrow(/git status did not end within 1 seconds/);
});
