// 5,000 generated values of every key: each is refused with the name of its flag, or read back from every file that
// contains it. All accepted values need some ten thousand repositories: `npm run test:answers` writes them all, this
// suite a part.
import { beforeAll, describe, expect, test } from 'vitest';
import { acceptedOf, checkOutputs } from '../answers/outputs/law.ts';
import { plain } from '../answers/outputs/plain.ts';
import { open, textual } from '../answers/outputs/values.ts';

const values = 5000;
const repositories = Number(process.env.REPOSITORIES ?? 60);
const accepted = new Map<string, readonly string[]>();

beforeAll(() => {
  for (const [key, answer] of textual) accepted.set(key, acceptedOf(key, answer, values));
}, 300_000);

test('every key accepts some of them and refuses others', () => {
  for (const [key, texts] of accepted)
    expect({ key, taken: texts.length }).toEqual({
      key,
      taken: expect.toSatisfy((taken) => taken > 500 && taken < values),
    });
});

describe.each(Object.keys(plain))('with the provider %s', (provider) => {
  test('every file has the values of the answers', { timeout: 3_600_000 }, () => {
    checkOutputs(provider, new Map(open.map(([key]) => [key, accepted.get(key) ?? []])), repositories);
  });
});
