// The search for files on which git would block always ends, whatever objects a repository names.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { endlessFile } from '../../src/git/endless-file.ts';

/** A git folder whose objects name the folders below them, many times, as alternates. */
function withAlternates(lines: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'endless-file-'));
  const objects = path.join(folder, 'objects');
  const names = Array.from({ length: lines }, (_, index) => `../o${index}`);
  for (const place of [objects, ...names.map((name) => path.join(objects, name))]) {
    mkdirSync(path.join(place, 'info'), { recursive: true });
    writeFileSync(path.join(place, 'info/alternates'), names.join('\n'));
  }
  return folder;
}

test('alternates that name each other are visited once each', async () => {
  const folder = withAlternates(40);
  const before = process.cpuUsage().user;
  expect(await endlessFile([folder], folder, () => false)).toBeUndefined();
  // In microseconds. Forty to the fifth power takes hours.
  expect(process.cpuUsage().user - before).toBeLessThan(5_000_000);
}, 20_000);

test('a pipe among the objects that an alternate names is found', async () => {
  const folder = withAlternates(2);
  const pipe = path.join(folder, 'o1', 'pack');
  execFileSync('mkfifo', [pipe]);
  expect(await endlessFile([folder], path.join(folder, 'nothing'), () => false)).toBe(pipe);
});
