// A lock that another run releases or takes while this one checks it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { withFolders } from '../../src/repo/held-folders.ts';
import { thisHolder } from '../../src/repo/holder.ts';
import { lockFolder } from '../../src/repo/lock.ts';
import { lockName } from '../../src/repo/stage.ts';
import { writeFiles } from '../../src/repo/write.ts';
import { emptyFolder } from '../cli/run.ts';

/** The actions of another run between two steps of this one. */
const others = vi.hoisted(() => ({ beforeLink: () => {}, beforeRename: () => {} }));

vi.mock('node:fs', async (actual) => {
  const fs = await actual<typeof import('node:fs')>();
  return {
    ...fs,
    linkSync: (...words: Parameters<typeof fs.linkSync>) => {
      others.beforeLink();
      fs.linkSync(...words);
    },
    renameSync: (...words: Parameters<typeof fs.renameSync>) => {
      others.beforeRename();
      fs.renameSync(...words);
    },
  };
});

beforeEach(() => {
  others.beforeLink = () => {};
  others.beforeRename = () => {};
});

const lockOf = (folder: string) => path.join(folder, lockName);
const dead = JSON.stringify({ host: thisHolder().host, process: 2 ** 30, since: 0 });

test('a lock that is released between two checks is taken', () => {
  const folder = emptyFolder();
  others.beforeLink = () => {
    others.beforeLink = () => {};
    throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' });
  };
  writeFiles({ path: folder, state: 'occupied' }, new Map([['a.txt', 'a']]), new Map());
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

test('a lock that another run took meanwhile stays', () => {
  const folder = emptyFolder();
  const taken = JSON.stringify({ ...thisHolder(), since: 1 });
  writeFileSync(lockOf(folder), dead);
  others.beforeRename = () => writeFileSync(lockOf(folder), taken);
  expect(() => withFolders((folders) => lockFolder(folders, folders.real(folder), folder))).toThrow(
    `Another process is writing into ${folder}.`,
  );
  expect(readFileSync(lockOf(folder), 'utf8')).toBe(taken);
  expect(readdirSync(folder)).toEqual([lockName]);
});

test('a lock of a killed run is taken over', () => {
  const folder = emptyFolder();
  writeFileSync(lockOf(folder), dead);
  withFolders((folders) => {
    const { release } = lockFolder(folders, folders.real(folder), folder);
    expect(JSON.parse(readFileSync(lockOf(folder), 'utf8'))).toMatchObject({ process: process.pid });
    release();
  });
  expect(existsSync(lockOf(folder))).toBe(false);
});
