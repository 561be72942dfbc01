// What is built: the main job in one file, everything else apart from it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bin, emptyFolder, program } from './run.ts';

test('the main job imports nothing but Node’s own modules before it is needed', () => {
  const source = readFileSync(path.resolve(path.dirname(bin), '../dist/cli.js'), 'utf8');
  const imported = [...source.matchAll(/(?:^|[;}])import[^;'"()]*["']([^"']+)["']/gm)].map(([, from]) => from);
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((from) => from?.startsWith('node:') !== true)).toEqual([]);
  expect(source).toMatch(/import\("\.\/chunks\/commands-audit-run\.js"\)/);
});

test.each([
  [['audit', '--format', 'xml'], 2, /--format "xml"/],
  [['harden', '--nothing'], 2, /Unknown flag --nothing/],
  [['rbac', 'absent'], 2, /does not exist/],
  [['rbac'], 1, /has no Rust program/],
])('%j fails as it does unbuilt', (words, status, message) => {
  const outcome = program(words, emptyFolder());
  expect(outcome).toMatchObject({ status, stderr: expect.stringMatching(message) });
  expect(outcome.stderr).not.toContain('please report it');
});
