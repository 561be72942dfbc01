// Work of more than a second shows one temporary line, only in a terminal.
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { outputOn } from '../../src/cli/output.ts';
import { progressOn } from '../../src/cli/progress.ts';

function shown(isTTY: boolean, steps: readonly (readonly [time: number, what: string])[], columns = 80): string {
  const stream = Object.assign(new PassThrough(), { isTTY, columns });
  let time = 0;
  const progress = progressOn(
    outputOn(() => stream),
    () => time,
  );
  for (const [at, what] of steps) {
    time = at;
    progress.say(what);
  }
  progress.end();
  return String(stream.read() ?? '');
}

test('nothing is shown in the first second, and the line disappears at the end', () => {
  expect(
    shown(true, [
      [10, 'reading a'],
      [999, 'reading b'],
    ]),
  ).toBe('');
  expect(
    shown(true, [
      [10, 'reading a'],
      [1500, 'reading b'],
    ]),
  ).toBe('\r\u001b[Kreading b\r\u001b[K');
});

test('the line changes ten times a second, and is never wider than the terminal', () => {
  const steps = [
    [1000, 'reading a'],
    [1050, 'reading b'],
    [1100, 'following c'],
  ] as const;
  expect(shown(true, steps, 10)).toBe('\r\u001b[Kreading a\r\u001b[Kfollowing\r\u001b[K');
});

test('a stream that is not a terminal gets nothing', () => {
  expect(shown(false, [[5000, 'reading a']])).toBe('');
});

test('a name with control characters does not steer the terminal', () => {
  expect(shown(true, [[5000, 'reading \u001b[2Ja']])).not.toContain('\u001b[2J');
});
