// What waits for a decision: a file whose base nobody has, and what no merge may touch. The record waits with it.
import { appendFileSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { commit, fromOlder, git } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

const at = (folder: string, file: string): string => path.join(folder, file);
const record = (folder: string): string => readFileSync(at(folder, '.kube-secure-controller.lock.json'), 'utf8');

/** A clone that has the user's edit of README.md, and not the text that was written before it. */
async function shallow(): Promise<string> {
  const origin = await fromOlder({ 'README.md': 'Old.' });
  appendFileSync(at(origin, 'README.md'), 'Mine.\n');
  commit(origin);
  const clone = at(emptyFolder(), 'app');
  git(path.dirname(clone), 'clone', '--quiet', '--depth', '1', pathToFileURL(origin).href, clone);
  return clone;
}

test('a clone of depth 1 lacks what was written: the file is left, and what brings it is said', async () => {
  const clone = await shallow();
  const { status, stdout } = await cli(['update', '--check'], clone);
  expect({ status, stdout }).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/README\.md differs[^]*git fetch --unshallow/),
  });
  git(clone, 'fetch', '--quiet', '--unshallow');
  expect(await cli(['update'], clone)).toMatchObject({ status: 0 });
  expect(readFileSync(at(clone, 'README.md'), 'utf8')).toMatch(/^(?!Old\.)[^]*Mine\.\n$/);
});

test('while a file without a proven base waits for a decision the record stays, and --continue is that decision', async () => {
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

test('a link that the templates would change keeps the record where it was until somebody says --continue', async () => {
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
