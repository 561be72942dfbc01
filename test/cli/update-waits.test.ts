// An open decision: a file without a base, or one that must not be merged. The record waits as well.
import { appendFileSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { commit, fromOlder, git } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

const at = (folder: string, file: string): string => path.join(folder, file);
const record = (folder: string): string => readFileSync(at(folder, '.kube-secure-controller.lock.json'), 'utf8');

/** A clone with the edit of README.md by the user, but without the text before it. */
async function without(...flags: readonly string[]): Promise<string> {
  const origin = await fromOlder({ 'README.md': 'Old.' });
  appendFileSync(at(origin, 'README.md'), 'Mine.\n');
  commit(origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = at(emptyFolder(), 'app');
  git(path.dirname(clone), 'clone', '--quiet', ...flags, pathToFileURL(origin).href, clone);
  return clone;
}
const shallow = (): Promise<string> => without('--depth', '1');

test.each([
  ['of depth 1', ['--depth', '1'], ['--unshallow']],
  ['without older blobs, like that of Renovate,', ['--filter=blob:none'], ['--refetch', '--no-filter']],
])(
  'a clone %s leaves files without an older text alone, and the output names the command that fetches it',
  async (_, flags, fetch) => {
    const clone = await without(...flags);
    const { status, stdout } = await cli(['update', '--check'], clone);
    expect({ status, stdout }).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(new RegExp(`README\\.md differs[^]*\`git fetch ${fetch.join(' ')}\``)),
    });
    git(clone, 'fetch', '--quiet', ...fetch);
    expect(await cli(['update'], clone)).toMatchObject({ status: 0 });
    expect(readFileSync(at(clone, 'README.md'), 'utf8')).toMatch(/^(?!Old\.)[^]*Mine\.\n$/);
  },
);

test('the record stays while a file without a proven base needs a decision, and --continue is that decision', async () => {
  const clone = await shallow();
  const before = record(clone);
  const { status, stdout } = await cli(['update', '--no-metrics'], clone);
  expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringMatching(/README\.md[^]*--continue/) });
  expect(record(clone)).toBe(before);
  expect(await cli(['update'], clone)).toMatchObject({ status: 1, stderr: expect.stringContaining('--abort') });
  expect(await cli(['update', '--abort'], clone)).toMatchObject({ status: 0 });
  expect(git(clone, 'status', '--porcelain')).toBe('');
  await cli(['update', '--no-metrics'], clone);
  expect(await cli(['update', '--continue'], clone)).toMatchObject({ status: 0 });
  expect(readFileSync(at(clone, 'README.md'), 'utf8')).toMatch(/^Old\.[^]*Mine\.\n$/);
  commit(clone);
  expect(await cli(['update', '--check'], clone)).toMatchObject({ status: 0 });
});

test('a link that the templates would change keeps the old record until --continue', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  rmSync(at(folder, 'README.md'));
  symlinkSync('SECURITY.md', at(folder, 'README.md'));
  commit(folder);
  const before = record(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 1 });
  expect(record(folder)).toBe(before);
  expect(await cli(['update', '--continue'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
});

test.each([
  ['a file without a proven base', shallow],
  [
    'a conflict',
    async () => {
      const folder = await fromOlder({ 'README.md': 'Old.' });
      writeFileSync(at(folder, 'README.md'), readFileSync(at(folder, 'README.md'), 'utf8').replace('Old.', 'Mine.'));
      commit(folder);
      return folder;
    },
  ],
])('with --all-or-nothing %s prevents every write, and standard error and the document name it', async (_, made) => {
  const folder = await made();
  const { status, stdout, stderr } = await cli(['update', '--no-metrics', '--all-or-nothing', '--json'], folder);
  expect({ status, stderr }).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/nothing was written[^]*README\.md/),
  });
  expect(JSON.parse(stdout)).toMatchObject({ written: false, state: 'behind' });
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test('with --all-or-nothing an update without open decisions is written', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  appendFileSync(at(folder, 'README.md'), 'Mine.\n');
  commit(folder);
  expect(await cli(['update', '--all-or-nothing'], folder)).toMatchObject({ status: 0 });
  expect(readFileSync(at(folder, 'README.md'), 'utf8')).toMatch(/^(?!Old\.)[^]*Mine\.\n$/);
});
