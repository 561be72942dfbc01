// A few generated values of every key, from the answer to every file; test:hostile takes 5,000 of each.
import { describe, expect, test } from 'vitest';
import { acceptedOf, checkOutputs } from './law.ts';
import { plain } from './plain.ts';
import { open, textual } from './values.ts';

const accepted = new Map(open.map(([key, answer]) => [key, acceptedOf(key, answer, 40)]));

test.each(textual)('%s accepts the values of its list, and its error names a refused value', (key, answer) => {
  const listed = answer.values ?? answer.members;
  if (listed !== undefined) expect(listed).toEqual(expect.arrayContaining([...acceptedOf(key, answer, 200)]));
});

describe.each(Object.keys(plain))('with the provider %s', (provider) => {
  test('every file has the values of the answers', () => checkOutputs(provider, accepted, 15));
});
