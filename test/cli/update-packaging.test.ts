// From a kustomization to charts only, and back: edits move along, unedited files are removed, and the rest is named.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commit, committed, git } from './committed.ts';
import { cli } from './run.ts';

test('with charts only, deploy/ keeps only the samples, and the permissions stay the same', async () => {
  const folder = await committed();
  const { status, stdout } = await cli(['update', '--packaging', 'helm', '--json'], folder);
  expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, gains: { added: [], removed: [] } });
  expect(readdirSync(path.join(folder, 'deploy'))).toEqual(['samples']);
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
  expect(await cli(['audit'], folder)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 findings') });
});

test('switching back restores every byte', async () => {
  const folder = await committed();
  expect(await cli(['update', '--packaging', 'helm'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(await cli(['update', '--packaging', 'kustomize'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(git(folder, 'diff', '--name-only', 'HEAD~2').trim()).toBe('');
});

test('add packaging helm adds charts to the kustomization, and a second time adds nothing', async () => {
  const folder = await committed();
  expect(await cli(['add', 'packaging', 'helm'], folder)).toMatchObject({ status: 0 });
  expect(read(folder, '.yo-rc.json')).toContain('"packaging": "both"');
  expect(existsSync(path.join(folder, 'deploy/rbac.yaml'))).toBe(true);
  commit(folder);
  expect(await cli(['add', 'packaging', 'kustomize'], folder)).toMatchObject({ status: 0 });
  expect(git(folder, 'status', '--porcelain')).toBe('');
  expect(await cli(['add', 'packaging', 'rpm'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('kustomize, helm, both'),
  });
});

test('an edited file moves with its edits, or stays and is named', async () => {
  const folder = await committed();
  edit(folder, 'README.md', '## Install', '## How to install');
  edit(folder, 'deploy/deployment.yaml', 'cpu: 50m', 'cpu: 70m');
  edit(folder, 'deploy/kustomization.yaml', '  - lease.yaml\n', '  - lease.yaml\n  - mine.yaml\n');
  writeFileSync(path.join(folder, 'deploy/mine.yaml'), 'kind: Mine\n');
  commit(folder);
  const { status, stdout } = await cli(['update', '--packaging', 'helm'], folder);
  expect(status).toBe(1);
  expect(stdout).toContain('deploy/kustomization.yaml was edited, and nothing writes it any more');
  expect(stdout).toContain('conflict charts/app/templates/deployment.yaml');
  expect(read(folder, 'charts/app/templates/deployment.yaml')).toContain('cpu: 70m');
  expect(read(folder, 'README.md')).toContain('## How to install');
  expect(read(folder, 'deploy/mine.yaml')).toBe('kind: Mine\n');
  expect(existsSync(path.join(folder, 'deploy/rbac.yaml'))).toBe(false);
});

test('rbac --write edits the chart template and the page', async () => {
  const folder = await committed('--packaging', 'helm');
  const file = 'charts/app/templates/rbac.yaml';
  const exact = read(folder, file);
  edit(folder, file, 'verbs: [list, watch]', 'verbs: [list, watch, delete]');
  commit(folder);
  expect(await cli(['rbac', '--write'], folder)).toMatchObject({ status: 0, stdout: `changed ${file}\n` });
  expect(read(folder, file)).toBe(exact);
});

const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

function edit(folder: string, file: string, from: string, to: string): void {
  const text = read(folder, file);
  expect(text).toContain(from);
  writeFileSync(path.join(folder, file), text.replace(from, to));
}
