// The built program: one file for the main job, and separate files for the rest.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bin, emptyFolder, program } from './run.ts';

test('the main program imports only modules of Node.js until it needs more', () => {
  const source = readFileSync(path.resolve(path.dirname(bin), '../dist/cli.cjs'), 'utf8');
  const required = [...source.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, from]) => from);
  expect(required.length).toBeGreaterThan(0);
  expect(required.filter((from) => from?.startsWith('node:') !== true)).toEqual([]);
  expect(source).toMatch(/import\("\.\/chunks\/commands-audit-run\.js"\)/);
});

test.each(['--version', '-v'])(
  '%s does not load the rest of the program, which would take longer than Node.js itself',
  (flag) => {
    const folder = emptyFolder();
    mkdirSync(path.join(folder, 'bin'));
    for (const file of ['package.json', 'bin/package.json', `bin/${path.basename(bin)}`])
      copyFileSync(path.resolve(path.dirname(bin), '..', file), path.join(folder, file));
    const alone = execFileSync(process.execPath, [path.join(folder, 'bin', path.basename(bin)), flag], {
      encoding: 'utf8',
    });
    expect(alone).toBe(program(['--yes', '--version'], folder).stdout);
    expect(alone).toMatch(/^\d+\.\d+\.\d+\n$/);
  },
);

test.each([
  [['audit', '--format', 'xml'], 2, /--format "xml"/],
  [['harden', '--nothing'], 2, /Unknown flag --nothing/],
  [['rbac', 'absent'], 2, /does not exist/],
  [['rbac'], 1, /has no Rust program/],
])('%j fails in the built program as in the source', (words, status, message) => {
  const outcome = program(words, emptyFolder());
  expect(outcome).toMatchObject({ status, stderr: expect.stringMatching(message) });
  expect(outcome.stderr).not.toContain('please report it');
});
