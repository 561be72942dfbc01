// Where a repository may be written; existing files stay.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { cli, emptyFolder, prefixed, tree } from './run.ts';

test('a non-empty directory is refused before anything is written', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'one'));
  writeFileSync(path.join(folder, 'one', 'mine.txt'), 'mine');
  expect(await cli(['one', '--yes'], folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('--force') });
  expect(tree(folder)).toEqual({ 'one/mine.txt': 'mine' });
});

test('in a generated repository, create names the update command', async () => {
  const folder = emptyFolder();
  await cli(['one', '--yes'], folder);
  const { status, stderr } = await cli(['one', '--yes', '--no-metrics'], folder);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/one was generated\.\n.*Run `create-kube-secure-controller update one`/),
  });
});

test('--force lists its changes, and leaves other files alone', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'one'));
  writeFileSync(path.join(folder, 'one', 'mine.txt'), 'mine');
  writeFileSync(path.join(folder, 'one', 'README.md'), 'old');
  const { status, stdout } = await cli(['one', '--yes', '--force'], folder);
  expect(status).toBe(0);
  expect(stdout).toMatch(/changed {3}README\.md/);
  expect(tree(folder)).toEqual({ ...prefixed('one', generate({ name: 'one' })), 'one/mine.txt': 'mine' });
});

test('a second --force changes nothing', async () => {
  const folder = emptyFolder();
  await cli(['one', '--yes'], folder);
  const { stdout } = await cli(['one', '--yes', '--force', '--json'], folder);
  expect(new Set(JSON.parse(stdout).files.map(({ state }: { state: string }) => state))).toEqual(
    new Set(['identical']),
  );
});

test.each([
  ['a file', (place: string) => writeFileSync(place, ''), /not a directory/],
  ['a link to nothing', (place: string) => symlinkSync('nowhere', place), /symbolic link/],
  ['a link to a file', (place: string) => symlinkSync('/etc/hostname', place), /symbolic link/],
])('%s at the place of the directory is refused, even with --force', async (_what, put, message) => {
  const folder = emptyFolder();
  put(path.join(folder, 'one'));
  expect(await cli(['one', '--yes', '--force'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(message),
  });
});

test('nothing is written through a symbolic link', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'one'));
  mkdirSync(path.join(folder, 'elsewhere'));
  symlinkSync('../elsewhere', path.join(folder, 'one', 'deploy'));
  expect(await cli(['one', '--yes', '--force'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('deploy is a symbolic link'),
  });
  expect(tree(path.join(folder, 'elsewhere'))).toEqual({});
});

test('a place below a file is refused', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'file'), '');
  expect(await cli(['file/one', '--yes'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('below a file'),
  });
});

test('--force on a generated repository overwrites no edit, and names the command that merges', async () => {
  const folder = emptyFolder();
  await cli(['one', '--yes'], folder);
  const readme = path.join(folder, 'one', 'README.md');
  writeFileSync(readme, 'Mine.\n');
  const before = tree(folder);
  expect(await cli(['one', '--yes', '--force', '--no-metrics'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/ {2}README\.md\n[^]*update one/),
  });
  expect(tree(folder)).toEqual(before);
  // Without the record nothing proves that a file is unedited.
  rmSync(path.join(folder, 'one', '.kube-secure-controller.lock.json'));
  rmSync(readme);
  expect((await cli(['one', '--yes', '--force', '--no-metrics'], folder)).stderr).toContain(
    '  deploy/network-policy.yaml\n',
  );
});

test('--force on a generated repository without edits writes it again', async () => {
  const folder = emptyFolder();
  await cli(['one', '--yes'], folder);
  expect((await cli(['one', '--yes', '--force', '--no-metrics'], folder)).status).toBe(0);
});
