// `update` from one CI host to another: the files of the old one are removed, edits stay, and answers without a meaning
// are removed.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commit, committed } from './committed.ts';
import { cli, tree } from './run.ts';

const own = (folder: string) => Object.entries(tree(folder)).filter(([file]) => !/^\.git\/|lock\.json$/.test(file));

test.each([
  [['--updates-workflow'], ['--ci', 'gitlab']],
  [
    ['--ci', 'gitlab', '--packaging', 'both'],
    ['--ci', 'github'],
  ],
  [
    ['--updates', 'renovate'],
    ['--ci', 'none'],
  ],
])('from %j, an update with %j gives what create would write', async (before, words) => {
  const folder = await committed(...before);
  expect(await cli(['update', ...words], folder)).toMatchObject({ status: 0, stderr: '' });
  const [packaging = '', value = ''] = before.slice(-2);
  const kept = ['--packaging', '--updates'].includes(packaging) ? [packaging, value] : [];
  expect(own(folder)).toEqual(own(await committed(...words, ...kept)));
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
});

test('an edited workflow stays, and is named', async () => {
  const folder = await committed();
  const workflow = path.join(folder, '.github/workflows/ci.yml');
  appendFileSync(workflow, '# mine\n');
  commit(folder);
  const { stdout, stderr } = await cli(['update', '--ci', 'gitlab'], folder);
  expect(readFileSync(workflow, 'utf8')).toMatch(/# mine\n$/);
  expect(stdout + stderr).toContain('.github/workflows/ci.yml');
  expect(existsSync(path.join(folder, '.github/workflows/audit.yml'))).toBe(false);
});

test('an inapplicable answer is refused as a flag and in the record', async () => {
  const folder = await committed('--ci', 'gitlab');
  expect(await cli(['update', '--updates', 'dependabot'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--updates applies only when --ci github or none'),
  });
});
