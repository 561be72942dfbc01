import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { holdSignals } from '../../src/repo/signals.ts';

test('however often the signals are held, one listener stands for all, and none once all are released', async () => {
  const before = process.listenerCount('SIGINT');
  const held = Array.from({ length: 20 }, () => holdSignals());
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  const last = held.pop();
  for (const { release } of held) release();
  await letGo();
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  last?.release();
  await letGo();
  expect(process.listenerCount('SIGINT')).toBe(before);
});

/** A release takes effect after the next poll for signals. */
async function letGo(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate();
}
