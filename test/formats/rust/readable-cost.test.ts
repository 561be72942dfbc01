// Each file and each body is rewritten before it is parsed, so the rewriting must cost little next to the parsing.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../../src/formats/rust/parser.ts';
import { readable } from '../../../src/formats/rust/readable.ts';
import { folder, readFixture } from '../../inference/fixtures.ts';

/** Every source of the fixtures, as one text that has all that is rewritten. */
const text = readdirSync(folder)
  .flatMap((name) => [...readFixture(name)].filter(([path]) => path.endsWith('.rs')).map(([, source]) => source))
  .join('\n');

function timeOf(work: () => unknown): number {
  const start = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - start);
}

test('rewriting a text takes at most a fifth of the time for parsing it', async () => {
  const parser = await loadRustParser();
  const least = (work: () => unknown): number => Math.min(...[1, 2, 3, 4, 5].map(() => timeOf(work)));
  expect(text.length).toBeGreaterThan(300_000);
  const ratio = least(() => readable(text)) / least(() => parser.parse(text, 'all.rs'));
  console.log(ratio, text.length);
  expect(ratio).toBeLessThan(0.2);
});
