// An old Node.js: npm only prints a warning, and the program would fail somewhere later.
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { bin, emptyFolder } from './run.ts';

const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
const [, major = 0, minor = 0] = (/^>=(\d+)\.(\d+)$/.exec(engines.node) ?? []).map(Number);

/** Runs the program with another version in `process.versions`. */
function under(version: string, folder: string) {
  const preload = path.join(emptyFolder(), 'preload.cjs');
  const versions = `{ ...process.versions, node: ${JSON.stringify(version)} }`;
  writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: ${versions} });\n`);
  return spawnSync(process.execPath, ['--require', preload, bin, 'app', '--yes'], { cwd: folder, encoding: 'utf8' });
}

test.each([`${major}.${minor - 1}.9`, `${major - 1}.${minor}.0`, '16.20.2', '8.0.0'])(
  'Node.js %s is refused with the required version, and nothing is written',
  (version) => {
    const folder = emptyFolder();
    const { status, stdout, stderr } = under(version, folder);
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toContain(
      `needs Node ${major}.${minor} or newer, and this is Node ${version}. Nothing was written.`,
    );
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.each([`${major}.${minor}.0`, `${major + 1}.0.0`, `${major + 10}.1.0`])(
  'Node.js %s runs the program',
  (version) => {
    const folder = emptyFolder();
    expect(under(version, folder)).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(folder)).toEqual(['app']);
  },
);
