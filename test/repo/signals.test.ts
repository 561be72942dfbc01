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
