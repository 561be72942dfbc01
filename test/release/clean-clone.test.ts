// A release is packed from a clean clone without a build: the package must be complete, and reproducible.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writtenFrom, writtenPath } from '../../src/scaffold/written.ts';
import { generate } from '../generate.ts';
import { tree } from '../cli/run.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tracked = execFileSync('git', ['ls-files', '-z', '--cached'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');

const first = packedFrom('one');

test('a clean clone packs a program that npm installs and that writes a repository', () => {
  const home = path.join(folder, 'home');
  npm(['install', '--prefix', home, '--no-audit', '--no-fund', '--offline', first], folder);
  const program = path.join(home, 'node_modules', '.bin', 'create-kube-secure-controller');
  execFileSync(program, ['made', '--yes'], { cwd: folder, stdio: 'ignore' });
  const files = generate({ name: 'made' });
  const ids = writtenFrom(files.get(writtenPath) ?? '')?.files ?? new Map();
  expect(tree(path.join(folder, 'made'))).toEqual({
    ...Object.fromEntries(files),
    // Only an installation by npm has a digest to record.
    [writtenPath]: expect.stringContaining(`"integrity": "sha512-${digestOf(first, 'sha512', 'base64')}"`),
  });
  expect(writtenFrom(readFileSync(path.join(folder, 'made', writtenPath), 'utf8'))?.files).toEqual(ids);
});

test('a clone in another folder packs the same bytes', () => {
  expect(digestOf(packedFrom('a folder with another name'))).toBe(digestOf(first));
});

/** Packs the tracked files in a separate folder, as `npm publish` does, and returns the path of the tarball. */
function packedFrom(name: string): string {
  const clone = path.join(folder, name);
  for (const file of tracked) cpSync(path.join(root, file), path.join(clone, file));
  const [packed] = JSON.parse(npm(['pack', '--json'], clone)) as readonly [{ readonly filename: string }];
  return path.join(clone, packed.filename);
}

/** The standard output of npm; lifecycle scripts write to stderr. */
function npm(words: readonly string[], cwd: string): string {
  const environment = { ...process.env, npm_config_update_notifier: 'false' };
  return execFileSync('npm', [...words], {
    cwd,
    encoding: 'utf8',
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function digestOf(file: string, algorithm = 'sha256', form: 'hex' | 'base64' = 'hex'): string {
  return createHash(algorithm).update(readFileSync(file)).digest(form);
}
