import { expect, test } from 'vitest';
import { holdSignals } from '../../src/repo/signals.ts';

test('the signal handlers use one listener, and none once all are released', async () => {
  const before = process.listenerCount('SIGINT');
  const held = Array.from({ length: 20 }, () => holdSignals());
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  const last = held.pop();
  await Promise.all(held.map(({ release }) => release()));
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await last?.release();
  expect(process.listenerCount('SIGINT')).toBe(before);
});

test('a holder that fails to clean does not stop the others, and the last one cleans first', async () => {
  const before = new Set(process.listeners('exit'));
  const cleaned: string[] = [];
  const holders = ['first', 'second', 'third'].map((name) =>
    holdSignals(() => {
      if (name === 'second') throw new Error('The folder is busy.');
      cleaned.push(name);
    }),
  );
  const [ends, ...more] = process.listeners('exit').filter((listener) => !before.has(listener));
  expect(more).toEqual([]);
  ends?.(3);
  expect(cleaned).toEqual(['third', 'first']);
  await Promise.all(holders.map(({ release }) => release()));
  expect(process.listeners('exit').filter((listener) => !before.has(listener))).toEqual([]);
});
