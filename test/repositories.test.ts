import { expect, test } from 'vitest';
import { entries } from '../src/answers/index.ts';
import { refusal, resolveAnswers, knownFrom, type Given } from '../src/answers/resolve.ts';
import { isIn, wanted, withEveryValue } from './every-value.ts';
import { repositories } from './repositories.ts';

test.each(wanted)('some repository has %s %s', (...setting) => {
  expect(isIn(repositories, setting)).toBe(true);
});

test('each repository is a complete set of answers', () => {
  for (const given of Object.values(repositories))
    expect(() => resolveAnswers(given, { defaults: true })).not.toThrow();
});

test('every answer without a default has an example, and each example is accepted', () => {
  const nothing = knownFrom(new Map());
  const without = entries.filter(([, answer]) => answer.default === undefined && answer.example === undefined);
  expect(without.map(([key]) => key)).toEqual([]);
  for (const [key, answer] of entries)
    if (answer.example !== undefined) expect(refusal(key, answer, answer.example, nothing)).toEqual([]);
});

test('a value that no repository has goes where its answer is free, else into a repository of its own', () => {
  const fewer: Record<string, Given> = { ...repositories };
  delete fewer['gcp'];
  for (const [name, { libc: _, ...given }] of Object.entries(fewer)) fewer[name] = given;
  const filled = withEveryValue(fewer);
  expect(wanted.filter((setting) => !isIn(filled, setting))).toEqual([]);
  expect(filled['two-namespaces']).toEqual({ ...fewer['two-namespaces'], libc: 'musl' });
  expect(filled['external-provider-gcp']).toMatchObject({
    scope: 'external',
    externalProvider: 'gcp',
    gcpProject: 'example-project',
  });
});
