// `harden --preset`: a repository that was not generated adopts the preset, and follows it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { questionsAbout } from '../../src/answers/prompts.ts';
import { noLimits } from '../../src/answers/limits.ts';
import { pod, fill } from '../cli/hardenable.ts';
import { cli, emptyFolder } from '../cli/run.ts';

const text = `answers:
  license: { locked: none, reason: our code is not published }
  installNamespace: { pattern: '^team-', reason: one each }
rules:
  no-service-links: { required: true, severity: high, reason: SEC-1 }
require:
  - { id: acme-label, kind: Pod, path: 'metadata.labels.team', exists: true, reason: on call }
files:
  - { from: files/PAGE.md, to: docs/PAGE.md, mode: exact, reason: one page }
  - { from: files/START.md, to: docs/START.md, mode: start, reason: a first page }
`;

const bare =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a # mine\n  namespace: a\nspec:\n  containers:\n    - name: c\n      image: "a:1"\n';
const suppressed = `${bare}  enableServiceLinks: true # kube-secure-controller: ignore[no-service-links] SEC-9 until 2099-01-01\n`;

/** A preset next to a repository in git. */
function made(preset = text): string {
  const root = emptyFolder();
  write(root, { 'preset/preset.yaml': preset, 'preset/files/PAGE.md': 'page\n', 'preset/files/START.md': 'start\n' });
  mkdirSync(path.join(root, 'one'));
  fill(path.join(root, 'one'), { 'pod.yaml': suppressed });
  return root;
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
}

interface Document {
  readonly files: readonly { readonly path: string }[];
  readonly steps: readonly Readonly<Record<'rule' | 'outcome' | 'severity' | 'message', string>>[];
  readonly answers: readonly Readonly<Record<'key' | 'value' | 'because', unknown>>[];
}

async function harden(root: string, ...words: readonly string[]): Promise<Document> {
  const all = ['harden', 'one', '--yes', '--force', '--json', ...words];
  const { status, stdout, stderr } = await cli(all, root);
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
  return JSON.parse(stdout);
}

async function findings(root: string): Promise<readonly string[]> {
  const { stdout } = await cli(['audit', 'one', '--preset', 'preset', '--json'], root);
  const found: readonly { readonly rule: string }[] = JSON.parse(stdout).findings;
  return found.map(({ rule }) => rule);
}

const underPreset = ['--preset', 'preset'];
const read = (root: string, file: string) => readFileSync(path.join(root, 'one', file), 'utf8');
const paths = ({ files }: Document) => files.map((file) => file.path);

test('a repository adopts a preset: its files and its name are written, and a second run writes nothing', async () => {
  const root = made();
  const first = await harden(root, ...underPreset);
  expect(paths(first)).toEqual(expect.arrayContaining(['docs/PAGE.md', 'docs/START.md', '.yo-rc.json']));
  expect(JSON.parse(read(root, '.yo-rc.json'))['create-kube-secure-controller'].preset.name).toBe('preset');
  expect(await findings(root)).not.toContain('preset-current');
  expect(paths(await harden(root, ...underPreset))).toEqual([]);
});

test('a required rule is fixed in spite of a suppression, as severe as the preset says', async () => {
  const root = made();
  const step = (await harden(root, ...underPreset)).steps.find(({ rule }) => rule === 'no-service-links');
  expect(step).toMatchObject({ severity: 'high' });
  const without = made();
  expect((await harden(without)).steps.map(({ rule }) => rule)).not.toContain('no-service-links');
});

test('a locked answer is shown with its reason, and is not a question', async () => {
  const answers = (await harden(made(), ...underPreset)).answers;
  expect(answers).toContainEqual(
    expect.objectContaining({ key: 'license', value: 'none', because: expect.stringContaining('not published') }),
  );
  const locked = { ...noLimits, locked: () => ({ value: 'none', reason: 'r' }) };
  expect(questionsAbout(['license'], {}, {}).map(({ name }) => name)).toEqual(['license']);
  expect(questionsAbout(['license'], {}, {}, locked)).toEqual([]);
});

test('a forbidden flag is refused, and a forbidden state of the repository is a finding with the reason', async () => {
  const root = made();
  const { status, stderr } = await cli(['harden', 'one', '--yes', ...underPreset, '--license', 'MIT'], root);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('our code is not published') });
  const step = (await harden(root, ...underPreset)).steps.find(({ rule }) => rule === 'preset-answers');
  expect(step).toMatchObject({ outcome: 'left', message: expect.stringContaining('installNamespace is "a"') });
  expect(await findings(root)).toContain('preset-answers');
});

test('a finding of a preset rule is listed, and left to a person', async () => {
  const steps = (await harden(made(), ...underPreset)).steps;
  expect(steps).toContainEqual(expect.objectContaining({ rule: 'acme-label', outcome: 'left' }));
});

test('an unedited exact file follows the preset, and a write-once file is not written again', async () => {
  const root = made();
  await harden(root, ...underPreset);
  write(root, { 'preset/files/PAGE.md': 'another page\n', 'one/docs/START.md': 'ours\n' });
  expect(paths(await harden(root, ...underPreset))).toEqual(['.yo-rc.json', 'docs/PAGE.md']);
  expect([read(root, 'docs/PAGE.md'), read(root, 'docs/START.md')]).toEqual(['another page\n', 'ours\n']);
  write(root, { 'one/docs/PAGE.md': 'mine\n' });
  const edited = await harden(root, ...underPreset);
  expect(edited.steps).toContainEqual(expect.objectContaining({ rule: 'preset-files', outcome: 'left', fix: 'ask' }));
  expect(read(root, 'docs/PAGE.md')).toBe('mine\n');
});

test('harden without the preset keeps its record, and create refuses', async () => {
  const root = made();
  await harden(root, ...underPreset);
  const before = JSON.parse(read(root, '.yo-rc.json'))['create-kube-secure-controller'].preset;
  write(root, { 'one/more.yaml': pod.replace('name: a #', 'name: b #') });
  expect(paths(await harden(root))).not.toEqual([]);
  expect(JSON.parse(read(root, '.yo-rc.json'))['create-kube-secure-controller'].preset).toEqual(before);
  const { status, stderr } = await cli(['one', '--yes', '--force'], root);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('harden --preset') });
});

test('a preset file at the path of a generated file is refused before anything is written', async () => {
  const root = made('files: [{ from: files/PAGE.md, to: Dockerfile, mode: exact, reason: r }]\n');
  expect((await cli(['harden', 'one', '--yes', ...underPreset], root)).status).toBe(2);
});
