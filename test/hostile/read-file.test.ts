// A file is opened without blocking, read up to a limit, or refused with a reason.
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readText } from '../../src/repo/read-file.ts';
import { emptyFolder } from '../cli/run.ts';
import { endless, put } from './endless.ts';

test.each(Object.keys(endless))('%s is refused with a reason', (kind) => {
  const file = path.join(emptyFolder(), 'file');
  put(kind, file);
  const why = /^is (a symbolic link|a directory|not a regular file|longer than 1048576 bytes)$/;
  expect(readText(file)).toMatchObject({ why: expect.stringMatching(why) });
  expect(readText(file, { follow: true })).toMatchObject({ why: expect.stringMatching(why) });
});

test('a link is read only if the user named it', () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'file'), 'text');
  symlinkSync('file', path.join(folder, 'link'));
  expect(readText(path.join(folder, 'link'))).toMatchObject({ why: 'is a symbolic link' });
  expect(readText(path.join(folder, 'link'), { follow: true })).toEqual({ content: 'text' });
});

test('a file of unknown length is read to its end', () => {
  expect(readText('/proc/self/status')).toMatchObject({ content: expect.stringMatching(/^Name:[^]*\n$/) });
});

test.each([
  ['is binary', Buffer.from([0x61, 0])],
  ['is not UTF-8', Buffer.from([0xff])],
])('binary data is refused: %s', (why, bytes) => {
  const file = path.join(emptyFolder(), 'file');
  writeFileSync(file, bytes);
  expect(readText(file)).toEqual({ why });
});
