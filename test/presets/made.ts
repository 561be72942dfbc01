// A repository with a strict preset, for attempts to bypass it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { cli, emptyFolder } from '../cli/run.ts';

export const record = '.yo-rc.json';
export const deployment = 'deploy/deployment.yaml';
export const rooted = (text: string) => text.replaceAll('runAsNonRoot: true', 'runAsNonRoot: false');

export const strict = `answers:
  license: { locked: none, reason: closed }
  scope: { allowed: [namespaced], reason: one team each }
rules:
  run-as-non-root: { required: true, severity: critical, reason: SEC-1 }
suppressions: { mustExpire: true, mustMatch: 'SEC-[0-9]+' }
exceptions:
  - { repository: acme/legacy, rule: no-privileged-container, until: 2099-01-01, reason: SEC-2 }
require:
  - { id: acme-label, kind: apps/Deployment, path: 'metadata.labels.team', exists: true, reason: on call }
files:
  - { from: files/PAGE.md, to: docs/PAGE.md, mode: exact, reason: one page }
`;

/** A preset in a folder, and a repository with it that complies except for the label. */
export async function made(
  text = strict,
): Promise<{ readonly root: string; readonly preset: string; readonly repository: string }> {
  const root = emptyFolder();
  const preset = path.join(root, 'preset');
  mkdirSync(path.join(preset, 'files'), { recursive: true });
  writeFileSync(path.join(preset, 'preset.yaml'), text);
  writeFileSync(path.join(preset, 'files', 'PAGE.md'), 'page\n');
  const { status, stderr } = await cli(['one', '--yes', '--preset', 'preset'], root);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return { root, preset, repository: path.join(root, 'one') };
}

export async function findings(repository: string, words: readonly string[] = []): Promise<ReadonlySet<string>> {
  const { stdout } = await cli(['audit', '.', '--preset', '../preset', '--json', ...words], repository);
  const found: readonly { readonly rule: string }[] = JSON.parse(stdout).findings;
  return new Set(found.map(({ rule }) => rule));
}

export function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}
