import { expect, test } from 'vitest';
import { entries } from '../src/answers/index.ts';
import { resolveAnswers } from '../src/answers/resolve.ts';
import { repositories } from './repositories.ts';

const resolved = Object.values(repositories).map(
  (given) => new Map(Object.entries(resolveAnswers(given, { defaults: true }))),
);

const expected = entries.flatMap(([key, answer]): (readonly [string, unknown])[] =>
  answer.type === 'yes-no'
    ? [
        [key, true],
        [key, false],
      ]
    : (answer.values ?? []).map((value) => [key, value]),
);

test.each(expected)('some repository has %s %s', (key, value) => {
  expect(resolved.some((answers) => answers.get(key) === value)).toBe(true);
});

test.each(entries.map(([key]) => key))('some repository has a value for %s', (key) => {
  expect(resolved.some((answers) => answers.get(key) !== undefined)).toBe(true);
});
