// The hooks, installed by pre-commit from the commit of a release.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bin } from '../cli/run.ts';
import { released } from '../release/released.ts';
import { judge } from './setup.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pre-commit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const repository = path.join(folder, 'my-controller');
let release: ReturnType<typeof released>;

beforeAll(async () => {
  release = released(folder);
  await execa(process.execPath, [bin, repository, '--yes']);
  await execa('git', ['init', '--quiet'], { cwd: repository });
  await execa('git', ['add', '--all'], { cwd: repository });
}, 120_000);

async function tried(...hook: readonly string[]) {
  const words = ['try-repo', release.origin, ...hook, '--ref', release.tag, '--all-files'];
  const env = { PRE_COMMIT_HOME: path.join(folder, 'home'), NO_COLOR: '1' };
  const { exitCode, all } = await execa(judge('pre-commit'), words, { cwd: repository, env, all: true, reject: false });
  return { exitCode, all: String(all) };
}

test('both hooks pass on a new repository', async () => {
  const { exitCode, all } = await tried();
  expect(exitCode, all).toBe(0);
  expect(all.match(/Passed$/gm)).toHaveLength(2);
}, 300_000);

test('a weakening change stops the commit, with its place', async () => {
  appendFileSync(path.join(repository, 'Dockerfile'), '\nUSER root\n');
  expect(await tried('kube-secure-controller-audit')).toEqual({
    exitCode: 1,
    all: expect.stringMatching(/^Dockerfile:\d+: \w+ [\w-]+: /m),
  });
}, 300_000);
