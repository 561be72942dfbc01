// YAML nested so deep that a parser could crash is not parsed.
import { expect, test } from 'vitest';
import { isTooDeep } from '../../src/formats/yaml/depth.ts';
import { parsedYaml } from '../../src/formats/yaml/parse.ts';

const brackets = (levels: number): string => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`;
const braces = (levels: number): string => `${'{a: '.repeat(levels)}1${'}'.repeat(levels)}`;
const keys = (levels: number): string => Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:`).join('\n');
const items = (levels: number): string => `${'- '.repeat(levels)}a`;

test.each([
  ['lists in brackets', brackets],
  ['maps in braces', braces],
  ['keys below keys', keys],
  ['items on one line', items],
])('%s are read up to a maximum depth', (_, nested) => {
  expect(parsedYaml(nested(150)).error).toBeUndefined();
  expect(parsedYaml(nested(250)).error?.message).toBe('This nests more than 200 levels deep');
  expect(isTooDeep(nested(1_000))).toBe(true);
});

test.each([
  ['brackets in a text', `a: "${'['.repeat(500)}"`],
  ['brackets in a comment', `a: 1 # ${'['.repeat(500)}`],
  ['many lists next to each other', `a: [${'[], '.repeat(500)}]`],
  ['many keys next to each other', 'a:\n  b: 1\n'.repeat(500)],
])('%s do not count as depth', (_, text) => expect(isTooDeep(text)).toBe(false));
