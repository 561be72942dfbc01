// What an update leaves to a person.
import { expect, test } from 'vitest';
import { lock, mergeUpdate } from '../../src/merge/merge-update.ts';

const files = (text: string): ReadonlyMap<string, string> => new Map([['a.txt', text]]);
const base = (text: string) => ({ files: files(text), unproven: new Set<string>() });
const unproven = (...names: readonly string[]) => ({ files: new Map<string, string>(), unproven: new Set(names) });

test('two edits of one line are a conflict, and nothing is left', async () => {
  const { conflicts, left } = await mergeUpdate({
    ours: files('ours\n'),
    theirs: files('theirs\n'),
    base: base('a\n'),
  });
  expect(conflicts.map(({ path, stages }) => [path, stages.get('2'), stages.get('3')])).toEqual([
    ['a.txt', 'ours\n', 'theirs\n'],
  ]);
  expect(left).toEqual([]);
});

test.each([
  ['the written file did not change', 'a\n', false],
  ['the written file changed', 'theirs\n', true],
])('a blocked file stays; %s: a decision is needed: %j', async (_, text, isUndecided) => {
  const blocked = new Map([['a.txt', 'is a link']]);
  const update = await mergeUpdate({ ours: new Map(), theirs: files(text), base: base('a\n'), blocked });
  expect(update).toEqual({
    changed: new Map(),
    removed: [],
    conflicts: [],
    left: [{ path: 'a.txt', why: 'is a link, so it was not merged', undecided: isUndecided }],
  });
});

test.each([
  ['differs', files('theirs\n'), 'differs from what this version writes, and nothing tells which lines are yours'],
  ['is no longer written', new Map(), 'is written no more, and nothing tells whether you edited it'],
])('a file without a base that %s needs a decision', async (_, theirs, why) => {
  const update = await mergeUpdate({ ours: files('ours\n'), theirs, base: unproven('a.txt') });
  expect(update).toEqual({
    changed: new Map(),
    removed: [],
    conflicts: [],
    left: [{ path: 'a.txt', why, undecided: true, isUnproven: true }],
  });
});

test.each([
  ['equals the written one', files('same\n'), 'a.txt'],
  ['was deleted', new Map<string, string>(), 'a.txt'],
  ['is Cargo.lock', new Map([[lock, 'ours\n']]), lock],
])('a file without a base that %s needs no decision', async (_, ours, name) => {
  const theirs = new Map([[name, 'same\n']]);
  expect((await mergeUpdate({ ours, theirs, base: unproven(name) })).left).toEqual([]);
});
