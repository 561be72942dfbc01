// Endless inputs and other file types, in the place of every file that a command opens: it ends with a reason.
import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fill } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';
import { boundedProgram } from './bounded.ts';
import { endless, put } from './endless.ts';
import { endlessPlaces } from './endless-places.ts';
import { git } from './git.ts';

const bounded = boundedProgram();

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: []}\n';

function repository(): string {
  const folder = emptyFolder();
  fill(folder, {
    'in/Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n',
    'in/src/main.rs': 'fn main() { kube::Client::try_default(); }\n',
    'in/pod.yaml': pod,
    'in/chart/Chart.yaml': 'apiVersion: v2\nname: a\nversion: 0.1.0\n',
    'in/chart/templates/pod.yaml': pod,
    'preset/package.json': '{"name": "preset", "version": "1.0.0"}\n',
    'preset/preset.yaml': 'files: [{from: files/NOTICE, to: NOTICE, mode: exact, reason: it is ours}]\n',
    'preset/files/NOTICE': 'ours\n',
    'report.json': '{}\n',
  });
  return folder;
}

describe.each(Object.keys(endless))('%s', (kind) => {
  test.each(Object.entries(endlessPlaces))('in the place of %s', async (file, words) => {
    const folder = repository();
    put(kind, path.join(folder, file));
    const { status, stdout, stderr } = await bounded(words, folder);
    expect({ status, stderr }).toEqual({ status: expect.toBeOneOf([0, 1, 2, 3]), stderr });
    expect(stdout + stderr).not.toMatch(/please report it|TypeError|RangeError/);
  });
});

test('a file that grows while it is read ends', { timeout: 60_000 }, async () => {
  const folder = repository();
  const writer = spawn('sh', ['-c', 'while :; do echo "# more" >> in/pod.yaml; done'], { cwd: folder });
  for (const words of [
    ['audit', 'in', '--json'],
    ['harden', 'in', '--dry-run'],
  ])
    expect(await bounded(words, folder)).toMatchObject({ status: expect.toBeOneOf([0, 1]) });
  writer.kill('SIGKILL');
});

test('a thousand nested folders end', { timeout: 60_000 }, async () => {
  const folder = repository();
  mkdirSync(path.join(folder, 'in', 'a/'.repeat(1000)), { recursive: true });
  writeFileSync(path.join(folder, 'in', 'a/'.repeat(1000), 'pod.yaml'), pod);
  for (const words of [
    ['audit', 'in', '--json'],
    ['rbac', 'in', '--check', '--json'],
    ['harden', 'in', '--yes', '--force'],
  ])
    expect(await bounded(words, folder)).toMatchObject({ status: expect.toBeOneOf([0, 1]) });
});

test('a file with a second hard link is replaced, and the other name keeps its text', async () => {
  const [folder, outside] = [repository(), emptyFolder()];
  const kept = path.join(outside, 'workload.yaml');
  // No change of a Pod that exists is safe.
  const workload =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: []}}}\n';
  writeFileSync(kept, workload);
  linkSync(kept, path.join(folder, 'in/linked.yaml'));
  git(path.join(folder, 'in'), 'add', '--all', '.');
  git(path.join(folder, 'in'), 'commit', '--quiet', '--message', 'b');
  expect(await bounded(['harden', 'in', '--yes', '--only', 'no-service-links'], folder)).toMatchObject({ status: 0 });
  expect(readFileSync(path.join(folder, 'in/linked.yaml'), 'utf8')).toContain('enableServiceLinks: false');
  expect(readFileSync(kept, 'utf8')).toBe(workload);
});
