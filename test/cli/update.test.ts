// `update` through the command line, in real repositories of git.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writtenPath } from '../../src/scaffold/written.ts';
import { commit, committed, fromOlder, git, ownFiles } from './committed.ts';
import { cli, emptyFolder, tree } from './run.ts';

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

test('an unchanged repository is up to date', async () => {
  const folder = await committed();
  expect(await cli(['update', '--check'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('In step'),
  });
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test('a changed answer changes the files that depend on it, and every edit stays', async () => {
  const folder = await committed();
  appendFileSync(path.join(folder, 'src/owned.rs'), '// mine\n');
  rmSync(path.join(folder, 'deploy/pdb.yaml'));
  commit(folder);
  const updated = await cli(['update', '--no-metrics', '--owns', 'Secret'], folder);
  expect(updated).toMatchObject({ status: 0, stdout: expect.stringContaining('Next: read the changes') });
  const other = await committed('--no-metrics', '--owns', 'Secret');
  expect(read(folder, 'src/owned.rs')).toBe(`${read(other, 'src/owned.rs')}// mine\n`);
  const mine = (files: Readonly<Record<string, string>>) =>
    // The record also keeps the text that was merged with the edit.
    Object.entries(files).filter(([file]) => !/^\.git\/|^src\/owned\.rs$|pdb\.yaml$|lock\.json$/.test(file));
  expect(mine(tree(folder))).toEqual(mine(tree(other)));
  expect(existsSync(path.join(folder, 'deploy/pdb.yaml'))).toBe(false);
  commit(folder);
  const checked = await cli(['update', '--check'], folder);
  expect(checked).toMatchObject({ status: 0, stdout: expect.not.stringContaining('Next:') });
});

test('the older text is read from git objects, and merged with edits elsewhere', async () => {
  const folder = await fromOlder({ 'src/lib.rs': '//! Old.', 'README.md': 'Old.' });
  appendFileSync(path.join(folder, 'README.md'), 'Mine.\n');
  commit(folder);
  expect(await cli(['update', '--check', '--json'], folder)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('"behind"'),
  });
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, 'README.md')).toMatch(/^(?!Old\.)[^]*Mine\.\n$/);
  expect(read(folder, 'src/lib.rs')).not.toContain('Old.');
});

test('the patch of --dry-run makes the same changes as an update', async () => {
  const folder = await committed();
  const { stdout } = await cli(['update', '--no-metrics', '--dry-run'], folder);
  const copy = path.join(emptyFolder(), 'copy');
  git(folder, 'clone', '--quiet', folder, copy);
  execFileSync('git', ['apply'], { cwd: copy, input: stdout });
  await cli(['update', '--no-metrics'], folder);
  const own = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).filter(([file]) => !/^\.git\/|^\.yo-rc\.json$|lock\.json$/.test(file));
  expect(own(tree(copy))).toEqual(own(tree(folder)));
});

test('a conflict is an unmerged entry, and --continue waits until it is resolved', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  writeFileSync(path.join(folder, 'README.md'), read(folder, 'README.md').replace('Old.', 'Mine.'));
  commit(folder);
  const record = read(folder, writtenPath);
  const updated = await cli(['update'], folder);
  expect(updated).toMatchObject({ status: 1, stdout: expect.stringContaining('conflict README.md') });
  expect(git(folder, 'status', '--porcelain', 'README.md')).toBe('UU README.md\n');
  expect(git(folder, 'ls-files', '--unmerged').split('\n')).toHaveLength(4);
  expect(read(folder, writtenPath)).toBe(record);
  expect(await cli(['update'], folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('--continue') });
  expect(await cli(['update', '--continue'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('README.md'),
  });
  writeFileSync(path.join(folder, 'README.md'), 'Settled.\n');
  expect(await cli(['update', '--continue'], folder)).toMatchObject({ status: 1 });
  git(folder, 'add', 'README.md');
  expect(await cli(['update', '--continue'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, writtenPath)).not.toBe(record);
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, 'README.md')).toBe('Settled.\n');
});

test('if a conflict was resolved with the text of this version, a second update changes nothing', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  writeFileSync(path.join(folder, 'README.md'), read(folder, 'README.md').replace('Old.', 'Mine.'));
  commit(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 1 });
  git(folder, 'checkout', '--theirs', 'README.md');
  commit(folder);
  expect(await cli(['update', '--continue'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test('--abort restores every file', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  writeFileSync(path.join(folder, 'README.md'), read(folder, 'README.md').replace('Old.', 'Mine.'));
  commit(folder);
  expect(await cli(['update', '--no-metrics', '--owns', 'Secret'], folder)).toMatchObject({ status: 1 });
  expect(await cli(['update', '--abort'], folder)).toMatchObject({ status: 0 });
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test('--continue compares a resolved update with the earlier files, and --abort restores them even after a commit', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  writeFileSync(path.join(folder, 'README.md'), read(folder, 'README.md').replace('Old.', 'Mine.'));
  commit(folder);
  const before = ownFiles(folder);
  expect(await cli(['update', '--no-metrics'], folder)).toMatchObject({ status: 1 });
  writeFileSync(path.join(folder, 'README.md'), 'Settled.\n');
  const deployment = path.join(folder, 'deploy/deployment.yaml');
  const weak = read(folder, 'deploy/deployment.yaml').replace(
    'readOnlyRootFilesystem: true',
    'readOnlyRootFilesystem: false',
  );
  writeFileSync(deployment, weak);
  commit(folder);
  expect(await cli(['update', '--continue'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('read-only-root-filesystem'),
  });
  expect(await cli(['update', '--abort'], folder)).toMatchObject({ status: 0 });
  expect(ownFiles(folder)).toEqual({ ...before, 'deploy/deployment.yaml': weak });
});

test('a file without a known base is left alone and named, with status 1', async () => {
  const folder = await fromOlder({});
  const record = JSON.parse(read(folder, writtenPath));
  record.files['README.md'] = '0'.repeat(40);
  writeFileSync(path.join(folder, writtenPath), JSON.stringify(record));
  appendFileSync(path.join(folder, 'README.md'), 'Mine.\n');
  commit(folder);
  const { status, stdout, stderr } = await cli(['update'], folder);
  expect({ status, stdout, stderr }).toMatchObject({ status: 1, stdout: expect.stringContaining('README.md differs') });
  expect(read(folder, 'README.md')).toContain('Mine.\n');
});

test.each([
  [
    'uncommitted changes',
    (folder: string) => appendFileSync(path.join(folder, 'README.md'), 'x'),
    [],
    1,
    'uncommitted changes',
  ],
  ['no git repository', (folder: string) => rmSync(path.join(folder, '.git'), { recursive: true }), [], 1, 'git init'],
  ['no answers', (folder: string) => rmSync(path.join(folder, '.yo-rc.json')), ['--check'], 2, '.yo-rc.json'],
  ['two modes at once', () => undefined, ['--check', '--dry-run'], 2, 'exclude each other'],
  ['nothing to continue', () => undefined, ['--continue'], 2, 'no update waits'],
  [
    'an unreadable journal',
    (folder: string) =>
      writeFileSync(path.join(folder, '.kube-secure-controller.update.json'), '{"isWritten": true}\n'),
    ['--abort'],
    2,
    'has another format than this version writes',
  ],
  ['a wrong answer', () => undefined, ['--scope', 'galaxy'], 2, '--scope'],
])('%s: the update is refused with the reason', async (_, spoil, flags, status, reason) => {
  const folder = await committed();
  spoil(folder);
  const before = tree(folder);
  expect(await cli(['update', ...flags], folder)).toMatchObject({ status, stderr: expect.stringContaining(reason) });
  expect(tree(folder)).toEqual(before);
});

test('an update adds charts, and edits of their values and templates survive the next update', async () => {
  const folder = await committed();
  expect(await cli(['update', '--packaging', 'both'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  const chart = 'charts/app';
  const edits: readonly (readonly [file: string, from: string, to: string])[] = [
    ['values.yaml', 'memory: "128Mi"', 'memory: "256Mi"'],
    ['values.yaml', 'logLevel: ""', 'logLevel: debug'],
    ['templates/pdb.yaml', 'spec:\n', 'spec:\n  # mine\n'],
  ];
  for (const [file, from, to] of edits) {
    const text = read(folder, `${chart}/${file}`);
    expect(text).toContain(from);
    writeFileSync(path.join(folder, chart, file), text.replaceAll(from, to));
  }
  commit(folder);
  expect(await cli(['update', '--no-metrics', '--watch-namespaces', 'team-a,team-b'], folder)).toMatchObject({
    status: 0,
  });
  for (const [file, , to] of edits) expect(read(folder, `${chart}/${file}`)).toContain(to);
  expect(read(folder, `${chart}/values.yaml`)).toContain('watchNamespaces: [team-a, team-b]');
  expect(read(folder, `${chart}/values.yaml`)).not.toContain('prometheus');
  expect(existsSync(path.join(folder, chart, 'templates/monitoring/pod-monitor.yaml'))).toBe(false);
});
