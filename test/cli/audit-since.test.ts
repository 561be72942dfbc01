// `audit --since` in a repository with existing findings.
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hardenable, pod } from './hardenable.ts';
import { cli, emptyFolder, type Outcome } from './run.ts';

const git = (folder: string, ...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], {
    cwd: folder,
    stdio: 'ignore',
  });
const since = (folder: string, revision: string, ...words: readonly string[]): Promise<Outcome> =>
  cli(['audit', '--json', '--since', revision, ...words], folder);
const found = (outcome: Outcome): readonly string[] =>
  JSON.parse(outcome.stdout).findings.map(
    ({ rule, path: file }: { readonly rule: string; readonly path: string }) => `${file} ${rule}`,
  );
const worse = pod.replace('    spec:\n', '    spec:\n      hostPID: true\n');

test('without a change nothing is new, not even findings that cannot be judged', async () => {
  const folder = hardenable({ 'broken.yaml': 'kind: Pod\n  a: [\n' });
  writeFileSync(path.join(folder, 'latin.yaml'), Buffer.from('kind: Pod # caf\xe9\n', 'latin1'));
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'b');
  expect(await since(folder, 'HEAD')).toMatchObject({ status: 0 });
});

test('the findings of a renamed file stay known, and worse ones are new', async () => {
  const folder = hardenable();
  mkdirSync(path.join(folder, 'deploy'));
  git(folder, 'mv', 'pod.yaml', 'deploy/pod.yaml');
  expect((await since(folder, 'HEAD')).status).toBe(0);
  writeFileSync(path.join(folder, 'deploy/pod.yaml'), worse);
  expect(found(await since(folder, 'HEAD'))).toEqual(['deploy/pod.yaml no-host-pid']);
  expect(found(await since(path.join(folder, 'deploy'), 'HEAD', '--rules', 'no-host-pid'))).toEqual([
    'pod.yaml no-host-pid',
  ]);
});

test('the findings of a deleted file do not hide those of a new file', async () => {
  const folder = hardenable({ 'z.yaml': worse });
  rmSync(path.join(folder, 'z.yaml'));
  expect((await since(folder, 'HEAD')).status).toBe(0);
  writeFileSync(path.join(folder, 'new.yaml'), `# another\n${worse}`);
  expect(found(await since(folder, 'HEAD', '--rules', 'no-host-pid'))).toEqual(['new.yaml no-host-pid']);
});

test('an untracked file is new, and an ignored file is not read', async () => {
  const folder = hardenable({ '.gitignore': 'out\n' });
  mkdirSync(path.join(folder, 'out'));
  for (const file of ['out/pod.yaml', 'b.yaml']) writeFileSync(path.join(folder, file), worse);
  expect(found(await since(folder, 'HEAD', '--rules', 'no-host-pid'))).toEqual(['b.yaml no-host-pid']);
});

test('in a folder that the revision does not have, every finding is new', async () => {
  const folder = hardenable();
  mkdirSync(path.join(folder, 'sub'));
  renameSync(path.join(folder, 'pod.yaml'), path.join(folder, 'sub/pod.yaml'));
  expect(found(await since(path.join(folder, 'sub'), 'HEAD', '--rules', 'no-service-links'))).toEqual([
    'pod.yaml no-service-links',
  ]);
});

test('a shallow clone accepts the revisions that it has', async () => {
  const origin = hardenable();
  git(origin, 'commit', '--allow-empty', '-m', 'b');
  const clone = path.join(emptyFolder(), 'clone');
  git(origin, 'clone', '--depth', '1', `file://${origin}`, clone);
  expect((await since(clone, 'HEAD')).status).toBe(0);
  expect(await since(clone, 'HEAD~1')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('in CI fetch it first'),
  });
});

test.each(['nowhere', 'HEAD~9', '--output=x', '', 'HEAD:pod.yaml'])('%j is no revision', async (revision) => {
  const { status, stderr } = await cli(['audit', `--since=${revision}`], hardenable());
  expect(status).toBe(2);
  expect(stderr).toContain('--since');
});

test.each([
  ['without a commit', (folder: string) => git(folder, 'init')],
  ['that git does not track', () => {}],
])('a directory %s has no revisions', async (_, prepare) => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'pod.yaml'), pod);
  prepare(folder);
  expect(await since(folder, 'HEAD')).toMatchObject({ status: 2, stderr: expect.stringContaining('no revision') });
});
