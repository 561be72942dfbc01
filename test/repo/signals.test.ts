import { expect, test } from 'vitest';
import { holdSignals } from '../../src/repo/signals.ts';

test('however often the signals are held, one listener stands for all, and none once all are released', async () => {
  const before = process.listenerCount('SIGINT');
  const held = Array.from({ length: 20 }, () => holdSignals());
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  const last = held.pop();
  await Promise.all(held.map(({ release }) => release()));
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await last?.release();
  expect(process.listenerCount('SIGINT')).toBe(before);
});
