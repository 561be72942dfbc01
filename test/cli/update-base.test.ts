// The base of the next update: every text in the record is in a commit, or in the record itself.
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { blobIdOf } from '../../src/formats/blob-id.ts';
import { storedBaseIn, withStoredBase } from '../../src/scaffold/stored-base.ts';
import { writtenFrom, writtenPath } from '../../src/scaffold/written.ts';
import { commit, committed, fromOlder, git } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

const at = (folder: string, file: string): string => path.join(folder, file);
const recordOf = (folder: string): string => readFileSync(at(folder, writtenPath), 'utf8');

/** Recorded texts that neither a commit nor the record contains; Cargo.lock is never merged. */
function unproven(folder: string): readonly string[] {
  const stored = storedBaseIn(recordOf(folder));
  return [...(writtenFrom(recordOf(folder))?.files ?? [])].flatMap(([file, id]) => {
    const isKept = blobIdOf(stored.get(file) ?? '') === id;
    return file === 'Cargo.lock' || isKept || spawnSync('git', ['cat-file', '-e', id], { cwd: folder }).status === 0
      ? []
      : [file];
  });
}

test('after an update that merged edits, every recorded text is available, and a second update stores the same texts', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.', 'src/lib.rs': '//! Old.', 'docs/security.md': 'Old.' });
  for (const file of ['README.md', 'src/owned.rs', 'deploy/deployment.yaml'])
    appendFileSync(at(folder, file), '# mine\n');
  renameSync(at(folder, 'docs/security.md'), at(folder, 'docs/safety.md'));
  rmSync(at(folder, 'deploy/pdb.yaml'));
  commit(folder);
  expect(await cli(['update', '--no-metrics', '--owns', 'Secret'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(unproven(folder)).toEqual([]);
  expect(storedBaseIn(recordOf(folder)).size).toBeGreaterThan(1);
  expect(recordOf(folder).length).toBeLessThan(40_000);
  const record = recordOf(folder);
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  expect(recordOf(folder)).toBe(record);
  appendFileSync(at(folder, 'README.md'), '# mine too\n');
  commit(folder);
  expect(await cli(['update', '--metrics'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(unproven(folder)).toEqual([]);
});

test('nothing is stored if nothing was merged, and an unreadable store is ignored', async () => {
  const folder = await fromOlder({ 'README.md': 'Old.' });
  await cli(['update'], folder);
  expect(recordOf(folder)).not.toContain('"merged"');
  const texts = new Map([['a', 'b\n']]);
  expect(storedBaseIn(withStoredBase('{}', texts))).toEqual(texts);
  for (const text of ['', '[]', '{"merged": 1}', '{"merged": "AAAA"}']) expect(storedBaseIn(text).size).toBe(0);
});

test('a repository without a record is updated from the folder that its version wrote, as the error suggests', async () => {
  const folder = await committed();
  rmSync(at(folder, writtenPath));
  const yoRc = readFileSync(at(folder, '.yo-rc.json'), 'utf8').replace(/"version": "[^"]+"/, '"version": "0.0.9"');
  writeFileSync(at(folder, '.yo-rc.json'), yoRc);
  appendFileSync(at(folder, 'README.md'), 'Mine.\n');
  commit(folder);
  const { status, stderr } = await cli(['update', '--no-metrics'], folder);
  expect({ status, stderr }).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('npx create-kube-secure-controller@0.0.9 ../written --force --yes'),
  });
  const written = at(emptyFolder(), 'written');
  mkdirSync(written);
  cpSync(at(folder, '.yo-rc.json'), at(written, '.yo-rc.json'));
  expect(await cli([written, '--force', '--yes'], folder)).toMatchObject({ status: 0 });
  expect(await cli(['update', '--no-metrics', '--base', written], folder)).toMatchObject({ status: 0 });
  expect(readFileSync(at(folder, 'README.md'), 'utf8')).toMatch(/Mine\.\n$/);
  expect(git(folder, 'status', '--porcelain', writtenPath)).toContain('??');
});

test('without a record, an equal version number proves nothing, and a difference never counts as an edit', async () => {
  const folder = await committed();
  rmSync(at(folder, writtenPath));
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
  appendFileSync(at(folder, 'README.md'), 'Mine, or of another build.\n');
  commit(folder);
  for (const words of [['--check'], [], ['--no-metrics']])
    expect(await cli(['update', ...words], folder)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('so the text that'),
    });
});
