// --resolve-digests from end to end, with stubbed answers of a registry.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { cli, emptyFolder, tree } from './run.ts';

const ask = vi.hoisted(() => vi.fn());
vi.mock('../../src/network/ask.ts', () => ({ ask }));
afterEach(() => ask.mockReset());

const digest = `sha256:${'a'.repeat(64)}`;

test('pins both base images', async () => {
  ask.mockResolvedValue({ status: 200, headers: { 'docker-content-digest': digest }, body: Buffer.alloc(0) });
  const folder = emptyFolder();
  const { status, stdout, stderr } = await cli(['one', '--yes', '--resolve-digests'], folder);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: 'Asking docker.io and gcr.io for the digests of the base images…\n',
  });
  expect(stdout).not.toContain('digest of each base image');
  const from = readFileSync(path.join(folder, 'one', 'Dockerfile'), 'utf8').match(/^FROM .*$/gm);
  expect(from).toHaveLength(2);
  for (const line of from ?? []) expect(line).toContain(`@${digest}`);
});

test('writes nothing when a registry does not answer', async () => {
  ask.mockRejectedValue(new Error('getaddrinfo ENOTFOUND'));
  const folder = emptyFolder();
  expect(await cli(['one', '--yes', '--resolve-digests'], folder)).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('ENOTFOUND'),
  });
  expect(tree(folder)).toEqual({});
});
