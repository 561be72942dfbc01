// The git to start: never one from the judged repository, and always an installed one.
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findGit } from '../../src/git/find-git.ts';

function folder(): string {
  return mkdtempSync(path.join(tmpdir(), 'find-git-'));
}

/** A program named git in a folder, which is created. */
function gitIn(place: string): string {
  mkdirSync(place, { recursive: true });
  const file = path.join(place, 'git');
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}

test('git in the home directory is found, from there and for a repository below', () => {
  const home = folder();
  const git = gitIn(path.join(home, '.local/bin'));
  const repository = path.join(home, 'a');
  mkdirSync(path.join(repository, '.git'), { recursive: true });
  const PATH = path.dirname(git);
  expect(findGit([repository], home, { PATH })).toBe(git);
  expect(findGit([repository], repository, { PATH })).toBe(git);
});

test('git is found from the root of the file system', () => {
  const git = gitIn(path.join(folder(), 'bin'));
  expect(findGit([folder()], '/', { PATH: path.dirname(git) })).toBe(git);
  expect(findGit(['/'], '/', { PATH: path.dirname(git) })).toBe(git);
});

test('it finds no git in a judged directory, in a package, or by a relative PATH', () => {
  const [repository, other] = [folder(), folder()];
  mkdirSync(path.join(repository, '.git'));
  const link = path.join(other, 'link');
  symlinkSync(repository, link);
  for (const PATH of [
    path.join(repository, 'tools'),
    path.join(link, 'tools'),
    path.join(other, 'node_modules/.bin'),
  ]) {
    gitIn(PATH);
    expect(findGit([repository], other, { PATH })).toBeUndefined();
  }
  expect(findGit([repository], other, { PATH: 'tools' })).toBeUndefined();
  expect(findGit([other], repository, { PATH: path.join(repository, 'tools') })).toBeUndefined();
});
