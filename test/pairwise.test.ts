import { expect, test } from 'vitest';
import { resolveAnswers } from '../src/answers/resolve.ts';
import { formAccepts, generatorAccepts } from './answers/form.ts';
import { feasiblePairs, pairKey, pairKeys, pairwise } from './pairwise.ts';

const rows = pairwise();

test('there are at least thirty rows, the same every time', () => {
  expect(rows.length).toBeGreaterThanOrEqual(30);
  expect(pairwise()).toEqual(rows);
});

test('each row is a complete set of answers', () => {
  for (const row of rows) expect(() => resolveAnswers(row, { defaults: false })).not.toThrow();
});

test('the form of a portal accepts each row, as the generator does', () => {
  const refused = rows.filter((row) => !formAccepts(row) || !generatorAccepts(row));
  expect(refused).toEqual([]);
});

test('every possible pair of answers is in one row', () => {
  const covered = new Set(rows.flatMap(pairKeys));
  expect(feasiblePairs.map(pairKey).filter((key) => !covered.has(key))).toEqual([]);
  expect(
    covered.has(
      pairKey([
        ['scope', 'external'],
        ['externalProvider', 'vault'],
      ]),
    ),
  ).toBe(true);
});
