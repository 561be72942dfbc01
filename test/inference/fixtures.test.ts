// Each form of Rust code that hides a call has a fixture.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { expected, folder, inferred, readFixture } from './fixtures.ts';

const fixtures = readdirSync(folder);

test('the list of fixtures is not empty', () => expect(fixtures.length).toBeGreaterThan(25));

test.each(fixtures)('%s', async (name) => {
  const files = readFixture(name);
  expect(inferred(await inferFiles(files))).toEqual(expected(files));
});
