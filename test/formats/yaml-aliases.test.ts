// Merged maps are read as kubectl reads them, and changed only where nothing is lost.
import { expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../src/formats/edit.ts';
import { setAt } from '../../src/formats/yaml/edit.ts';
import { parseYaml } from '../../src/formats/yaml/file.ts';
import { read } from '../../src/formats/yaml/read.ts';

const text = 'a: &a {user: 1, drop: {all: true}}\nb: &b\n  <<: *a\n  user: 2\nc:\n  <<: [*b, {group: 3}]\n';
const document =
  parseYaml('a.yaml', text).documents[0] ??
  (() => {
    throw new Error('it must parse');
  })();

test.each([
  [['b', 'user'], 2],
  [['b', 'drop', 'all'], true],
  [['c', 'user'], 2],
  [['c', 'group'], 3],
])('%j is %j', (keys, value) => expect(read(document, keys)).toMatchObject({ state: 'present', value }));

test('a map includes its merged keys', () =>
  expect(read(document, ['b']).value).toEqual({ user: 2, drop: { all: true } }));

test('a missing key is absent', () => expect(read(document, ['c', 'other']).state).toBe('absent'));

test('a map that merges itself ends', () => {
  const [own] = parseYaml('b.yaml', 'a: &a\n  <<: *a\n  b: 1\n').documents;
  expect(own && read(own, ['a', 'c']).state).toBe('absent');
});

test('a key of a map overrides a merged one, and nothing is set inside a merged map', () => {
  const edits = setAt(document, ['c', 'user'], 9);
  expect(isRefusal(edits) ? edits : applyEdits(text, edits)).toBe(`${text}  user: 9\n`);
  expect(setAt(document, ['c', 'drop', 'more'], true)).toMatchObject({ refused: expect.stringContaining('merged in') });
});
