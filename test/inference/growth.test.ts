// The work grows with the program and not with its square: it is counted, so that no clock has a say.

import { describe, expect, it } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';
import { largeProgram } from './large-program.ts';

/** How often the inference tells what it follows: once for each two thousand evaluations of an expression. */
async function workOf(units: number): Promise<number> {
  let count = 0;
  const { binaries, unknown } = await inferFiles(largeProgram(units), {
    progress(what) {
      if (what.startsWith('following')) count += 1;
    },
  });
  expect(unknown).toEqual([]);
  expect(binaries.flatMap(({ permissions }) => permissions.map(({ verb }) => verb))).toEqual(['create', 'patch']);
  return count;
}

describe('the work of the inference', () => {
  it('is at most five times as much for a program four times as large', async () => {
    const [small, large] = [await workOf(100), await workOf(400)];
    expect(small).toBeGreaterThan(5);
    expect(large).toBeLessThanOrEqual(5 * small);
  });
});
