// Path patterns: their meaning, and that none of them takes long.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { globOf } from '../../src/formats/glob.ts';

test.each([
  ['*.yml', 'a.yml', true],
  ['*.yml', 'ci/a.yml', false],
  ['**.yml', 'ci/a.yml', true],
  ['ci/**/a.yml', 'ci/x/y/a.yml', true],
  ['ci/*', 'ci/', true],
  ['ci/*/b', 'ci/a/b', true],
  ['a.yml', 'abyml', false],
  ['a', 'ab', false],
])('%j and %j: %j', (pattern, path, expected) => expect(globOf(pattern)(path)).toBe(expected));

test('a glob matches the same paths as the equivalent regular expression', () => {
  const short = fc
    .array(fc.constantFrom('a', 'b', '/', '.', '*', '**'), { maxLength: 7 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(short, short, (pattern, written) => {
      const path = written.replaceAll('*', 'a');
      const same = pattern.replaceAll('.', '\\.').replaceAll(/\*+/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
      expect(globOf(pattern)(path)).toBe(new RegExp(`^${same}$`).test(path));
    }),
    { numRuns: 2000 },
  );
});

test('a pattern with many stars ends quickly', () => {
  const before = process.cpuUsage();
  expect(globOf(`${'a*'.repeat(1000)}b`)('a'.repeat(4000))).toBe(false);
  // Processor time, so that a busy machine does not matter.
  expect(process.cpuUsage(before).user).toBeLessThan(10_000_000);
});
