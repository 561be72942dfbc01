// `update` of a hardened repository: newer versions of the files of harden are merged with edits.
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blobIdOf } from '../../src/formats/blob-id.ts';
import { commit, git, ownFiles } from './committed.ts';
import { chart } from './controllers.ts';
import { fill } from './hardenable.ts';
import { cli, emptyFolder } from './run.ts';

const workflow = '.github/workflows/audit.yml';
const record = '.yo-rc.json';
const at = (folder: string, file: string): string => path.join(folder, file);
const read = (folder: string, file: string): string => readFileSync(at(folder, file), 'utf8');
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** The hardened chart, made once for all tests. */
let made: Promise<Readonly<Record<string, string>>> | undefined;

async function harden(): Promise<Readonly<Record<string, string>>> {
  const folder = emptyFolder();
  fill(folder, chart);
  expect((await cli(['harden', '--yes'], folder)).status).toBe(0);
  return ownFiles(folder);
}

async function hardened(): Promise<string> {
  made ??= harden();
  const folder = emptyFolder();
  fill(folder, await made);
  return folder;
}

/**
 * Acts as if an older version of harden had written another first line into the workflow, and recorded it by `digest`.
 */
async function fromOlder(digest = blobIdOf): Promise<string> {
  const folder = await hardened();
  const now = read(folder, workflow);
  const old = now.replace(/^.*\n/, '# As an older version had it.\n');
  writeFileSync(at(folder, workflow), old);
  const kept = read(folder, record).replace(blobIdOf(now), digest(old));
  writeFileSync(at(folder, record), kept.replace(/"version": "[^"]+"/, '"version": "0.0.1"'));
  commit(folder);
  return folder;
}

test('right after harden the repository is up to date, and an update writes nothing', async () => {
  const folder = await hardened();
  const before = ownFiles(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^In step/),
  });
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(ownFiles(folder)).toEqual(before);
});

test('the new text of harden is merged with an edit, nothing else changes, and the next update merges again', async () => {
  const folder = await fromOlder();
  appendFileSync(at(folder, workflow), '# Mine.\n');
  commit(folder);
  const before = ownFiles(folder);
  const wanted = read(await hardened(), workflow);
  const check = await cli(['update', '--check', '--json'], folder);
  expect(check.status).toBe(1);
  expect(JSON.parse(check.stdout)).toMatchObject({
    from: 'create-kube-secure-controller@0.0.1',
    state: 'behind',
    files: [{ path: workflow, state: 'changed' }],
  });
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, workflow)).toBe(`${wanted}# Mine.\n`);
  const records = { [record]: '', [workflow]: '', '.kube-secure-controller.lock.json': '' };
  expect({ ...ownFiles(folder), ...records }).toEqual({ ...before, ...records });
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^In step/),
  });
  appendFileSync(at(folder, workflow), '# And mine.\n');
  commit(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, workflow)).toBe(`${wanted}# Mine.\n# And mine.\n`);
});

test('an edit of the same line is a conflict, and the record changes once it is resolved', async () => {
  const folder = await fromOlder();
  writeFileSync(at(folder, workflow), read(folder, workflow).replace(/^.*\n/, '# Mine.\n'));
  commit(folder);
  const old = read(folder, record);
  expect(await cli(['update'], folder)).toMatchObject({ status: 1, stdout: expect.stringContaining('conflict') });
  expect(git(folder, 'ls-files', '--unmerged')).toContain(workflow);
  expect(read(folder, record)).toBe(old);
  git(folder, 'checkout', '--ours', workflow);
  git(folder, 'add', workflow);
  expect(await cli(['update', '--continue'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, workflow)).toMatch(/^# Mine\.\n/);
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^In step/),
  });
});

test('a file that its owner deleted stays deleted', async () => {
  const folder = await fromOlder();
  rmSync(at(folder, workflow));
  commit(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(Object.keys(ownFiles(folder))).not.toContain(workflow);
});

test('a record with the digests of the first version is read, and files without edits are updated', async () => {
  const folder = await fromOlder(sha256);
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, workflow)).toBe(read(await hardened(), workflow));
});

test('with such a record an edited file needs a decision: it stays, it is named, and --base resolves it', async () => {
  const folder = await fromOlder(sha256);
  const written = emptyFolder();
  fill(written, { [workflow]: read(folder, workflow) });
  appendFileSync(at(folder, workflow), '# Mine.\n');
  commit(folder);
  const edited = read(folder, workflow);
  const decision = { status: 1, stdout: expect.stringContaining(`${workflow} differs from what this version writes`) };
  expect(await cli(['update', '--check'], folder)).toMatchObject(decision);
  expect(read(folder, workflow)).toBe(edited);
  expect(await cli(['update', '--base', written], folder)).toMatchObject({ status: 0 });
  expect(read(folder, workflow)).toBe(`${read(await hardened(), workflow)}# Mine.\n`);
});

test('add and a preset are refused with the reason', async () => {
  const folder = await hardened();
  const refused = { status: 2, stderr: expect.stringContaining('was hardened, not generated') };
  expect(await cli(['add', 'metrics'], folder)).toMatchObject(refused);
  expect(await cli(['update', '--preset', './none'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('Run `harden --preset`: it applies a preset'),
  });
});

test('a file that may come from a preset is left to harden --preset, and no message suggests removing it', async () => {
  const folder = await hardened();
  writeFileSync(at(folder, 'POLICY.md'), 'Ours.\n');
  const kept = JSON.parse(read(folder, record));
  const own = kept['create-kube-secure-controller'];
  own.hardened['POLICY.md'] = blobIdOf('Ours.\n');
  writeFileSync(at(folder, record), JSON.stringify(kept, undefined, 2));
  commit(folder);
  expect((await cli(['update', '--check'], folder)).stdout).toContain('remove it if you do not need it');

  own.preset = { name: 'acme', integrity: 'sha512-x' };
  writeFileSync(at(folder, record), JSON.stringify(kept, undefined, 2));
  commit(folder);
  const { stdout } = await cli(['update', '--check'], folder);
  expect(stdout).toContain('perhaps for the preset acme: `harden --preset` keeps it up to date');
  expect(stdout).not.toContain('remove it');
});
