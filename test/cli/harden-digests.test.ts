// harden --resolve-digests from end to end: a real git reads repositories on this machine, and the answers of a
// registry are stubbed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { actionsServer } from './actions-server.ts';
import { fill } from './hardenable.ts';
import { cli, emptyFolder, tree } from './run.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const workflow = '.github/workflows/ci.yml';
const only = ['--only', 'pin-actions-by-digest,base-image-by-digest'];
const files = {
  [workflow]:
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: a/b@v1\n      - uses: a/gone@v1\n      - uses: a/b/sub@v1 # below\n',
  Dockerfile: 'FROM rust:1 AS build\nFROM gcr.io/absent/image:1\n',
};
const ask = vi.hoisted(() => vi.fn());
vi.mock('../../src/network/ask.ts', () => ({ ask }));
let folder: string;
let commit: string;

beforeEach(() => {
  const git = actionsServer('a/b').get('a/b');
  git?.('tag', 'v1');
  git?.('tag', 'v1.0.3');
  commit = git?.('rev-parse', 'HEAD') ?? '';
  ask.mockImplementation(async ({ url }: { readonly url: string }) =>
    url.includes('absent')
      ? { status: 404, headers: {}, body: Buffer.alloc(0) }
      : { status: 200, headers: { 'docker-content-digest': digest }, body: Buffer.alloc(0) },
  );
  folder = emptyFolder();
  fill(folder, files);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const pinned = () => ({
  [workflow]: files[workflow]
    ?.replace('a/b@v1\n', `a/b@${commit} # v1.0.3\n`)
    .replace('a/b/sub@v1 # below', `a/b/sub@${commit} # below # v1.0.3`),
  Dockerfile: files.Dockerfile.replace('rust:1', `rust:1@${digest}`),
});

test('pins every digest that it finds, names the others with the reason, and changes nothing the second time', async () => {
  const first = await cli(['harden', '--yes', '--resolve-digests', ...only], folder);
  expect(first).toMatchObject({
    status: 3,
    stderr: 'Asking github.com for the commits of 2 actions…\nAsking docker.io, gcr.io for the digests of 2 images…\n',
  });
  expect(first.stdout).toContain(
    'Not found, so these stay as they are\n  a/gone@v1  its repository is private, or is not there; pin it by hand\n  gcr.io/absent/image:1  the registry answered 404\n',
  );
  expect(first.stdout).toContain(`${workflow}:7  pin-actions-by-digest: a/gone@v1 stays: its repository is private`);
  const after = tree(folder);
  expect(after).toMatchObject(pinned());
  const second = await cli(['harden', '--yes', '--force', '--resolve-digests', ...only], folder);
  expect(second.stdout).toContain('Nothing was written.');
  expect(tree(folder)).toEqual(after);
});

test('--dry-run prints a patch that git applies', async () => {
  const { stdout } = await cli(['harden', '--dry-run', '--resolve-digests', ...only], folder);
  expect(tree(folder)).toMatchObject(files);
  execFileSync('git', ['apply', '-'], { cwd: folder, input: stdout });
  expect(tree(folder)).toMatchObject(pinned());
});

test('exits 0 once every digest is found', async () => {
  const { status } = await cli(['harden', '--yes', '--resolve-digests', '--only', 'base-image-by-digest'], folder);
  fill(folder, { Dockerfile: 'FROM rust:1\n' });
  expect([
    status,
    (await cli(['harden', '--yes', '--resolve-digests', '--only', 'base-image-by-digest'], folder)).status,
  ]).toEqual([3, 0]);
});

test('without the flag it uses no network, changes nothing, and names the flag', async () => {
  ask.mockRejectedValue(new Error('asked'));
  const { status, stdout, stderr } = await cli(['harden', '--yes', ...only], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('--resolve-digests asks');
  expect(readFileSync(path.join(folder, 'Dockerfile'), 'utf8')).toBe(files.Dockerfile);
  expect((await cli(['audit', '--full'], folder)).stdout).toMatch(/harden\s+--resolve-digests/);
});
