// Which files of a directory belong to it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readRepository } from '../../src/repo/read.ts';
import { fill } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';

const skipped = (folder: string) =>
  Object.fromEntries(readRepository(folder).skipped.map(({ path: file, why }) => [file, why]));

test('ignored files are not read', () => {
  const folder = emptyFolder();
  fill(folder, { '.gitignore': 'out/\n*.local.yaml\n!kept.local.yaml\n', 'a.yaml': 'a: 1\n' });
  for (const file of ['out/a.yaml', 'b.local.yaml', 'kept.local.yaml']) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), 'a: 1\n');
  }
  expect([...readRepository(folder).files.keys()]).toEqual(['.gitignore', 'a.yaml', 'kept.local.yaml']);
  expect(skipped(folder)).toMatchObject({ out: 'is ignored by git', 'b.local.yaml': 'is ignored by git' });
  expect(skipped(path.join(folder, 'out'))).toEqual({});
});

test('a submodule and a nested worktree are separate repositories', () => {
  const [folder, other] = [emptyFolder(), emptyFolder()];
  fill(other, { 'a.yaml': 'a: 1\n' });
  fill(folder, { 'a.yaml': 'a: 1\n' });
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...words], { cwd: folder, stdio: 'ignore' });
  git('submodule', 'add', other, 'sub');
  git('worktree', 'add', 'tree');
  expect([...readRepository(folder).files.keys()]).toEqual(['.gitmodules', 'a.yaml']);
  expect(skipped(folder)).toMatchObject({ sub: 'is a repository of its own', tree: 'is a repository of its own' });
  expect([...readRepository(path.join(folder, 'tree')).files.keys()]).toEqual(['a.yaml']);
});

test('a very deep file is named, and the rest is read', () => {
  const folder = emptyFolder();
  const deep = path.join(folder, ...Array.from({ length: 300 }, () => 'a'));
  mkdirSync(deep, { recursive: true });
  writeFileSync(path.join(deep, 'b.rs'), 'text');
  writeFileSync(path.join(folder, 'c.rs'), 'text');
  const { files, skipped } = readRepository(folder);
  expect([...files.keys()]).toEqual(['c.rs']);
  expect(skipped).toEqual([expect.objectContaining({ why: 'lies below 256 folders', failed: true })]);
});

test('a link may hide more only if its folder is not read', () => {
  const [folder, outside] = [emptyFolder(), emptyFolder()];
  fill(folder, { 'a/a.yaml': 'a: 1\n', 'vendor/a.yaml': 'a: 1\n', 'out/a.yaml': 'a: 1\n', '.gitignore': 'out\n' });
  for (const [name, target] of Object.entries({ read: 'a', vendored: 'vendor', ignored: 'out', outside }))
    symlinkSync(target, path.join(folder, name));
  const links = readRepository(folder).skipped.filter(({ why }) => why === 'is a symbolic link');
  expect(links.filter(({ mayHold }) => mayHold).map((link) => link.path)).toEqual(['ignored', 'outside', 'vendored']);
  expect(links).toHaveLength(4);
});
