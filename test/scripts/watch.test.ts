// `npm run dev` builds once for simultaneous changes, and continues.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { onChange } from '../../scripts/watch.js';
import { emptyFolder } from '../cli/run.ts';

test('simultaneous changes in any folder are one change, and a later one is another', async () => {
  const folders = ['src', 'templates'].map((name) => path.join(emptyFolder(), name));
  for (const folder of folders) mkdirSync(path.join(folder, 'below'), { recursive: true });
  const changed = vi.fn();
  onTestFinished(onChange(folders, changed, 200));
  for (const folder of folders) {
    changed.mockClear();
    for (const file of ['a', 'b', 'c']) writeFileSync(path.join(folder, 'below', file), '');
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), 60_000);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(changed).toHaveBeenCalledTimes(1);
  }
});

test('after the end, no change is reported', async () => {
  const folder = emptyFolder();
  const changed = vi.fn();
  onChange([folder], changed, 1)();
  writeFileSync(path.join(folder, 'a'), '');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(changed).not.toHaveBeenCalled();
});
