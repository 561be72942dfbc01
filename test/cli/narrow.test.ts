// A terminal of 60 columns: nothing but code, names and links goes beyond it.
import { PassThrough, Readable } from 'node:stream';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { summary } from '../../src/cli/ask.ts';
import { main } from '../../src/cli/cli.ts';
import { decisionText } from '../../src/commands/harden/questions.ts';
import { rules } from '../../src/rules/index.ts';
import { generate, materialise } from '../generate.ts';
import { readFixture } from '../inference/fixtures.ts';
import { emptyFolder } from './run.ts';

const columns = 60;

async function shown(words: readonly string[], cwd = emptyFolder()): Promise<readonly string[]> {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 40 });
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await main(words, { stdin: Readable.from([]), stdout: stream, stderr: new PassThrough() }, cwd);
  return stripVTControlCharacters(text).split('\n');
}

const wide = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.length > columns);

test.each(['no-host-pid', 'no-wildcards', 'pin-actions-by-digest'])('explain %s fits', async (rule) => {
  const lines = await shown(['explain', rule]);
  expect(lines.length).toBeGreaterThan(15);
  // Four spaces stand before what is copied.
  expect(wide(lines).filter((line) => !/^ {4}|^(?:Practice|Page): /.test(line))).toEqual([]);
});

test('rbac --check fits: what is missing, in excess, and only sometimes needed', async () => {
  const folder = emptyFolder();
  const files = new Map(generate({ name: 'app' }));
  const roles = files.get('deploy/rbac.yaml') ?? '';
  files.set('deploy/rbac.yaml', roles.replace('verbs: [list, watch]', 'verbs: [list, delete]'));
  materialise(path.join(folder, 'app'), files);
  const lines = await shown(['rbac', 'app', '--check'], folder);
  const text = lines.join('\n');
  for (const part of ['Missing:', 'In excess:', 'only sometimes:', 'needed']) expect(text).toContain(part);
  expect(wide(lines)).toEqual([]);
});

test('what is not known goes on below its place', async () => {
  const folder = emptyFolder();
  materialise(folder, readFixture('actor-with-replies'));
  const lines = await shown(['rbac'], folder);
  expect(lines).toContain('Not known');
  expect(wide(lines)).toEqual([]);
});

test('what to know before a decision of harden fits', () => {
  const plain = { paint: (_: unknown, text: string) => text, columns };
  const lines = rules.flatMap((rule) => decisionText(rule, { steps: [] }, plain));
  expect(lines.length).toBeGreaterThan(rules.length);
  expect(wide(lines)).toEqual([]);
  const bare = rules.flatMap((rule) => decisionText(rule, { steps: [] }, { ...plain, columns: undefined }));
  expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toBe(bare.join(' ').replaceAll(/\s+/g, ' '));
});

test('the answers fit before they are written, and an answer goes on below itself', () => {
  const lines = summary(resolveAnswers({ name: 'app' }, { defaults: true }), columns);
  expect(wide(lines)).toEqual([]);
  expect(lines.slice(1, 4)).toEqual([
    '  Description                            A Kubernetes',
    '                                         controller with the',
    '                                         least privilege',
  ]);
  expect(summary(resolveAnswers({ name: 'app' }, { defaults: true })).length).toBeLessThan(lines.length);
});

test('what harden has read, changes and leaves fits', async () => {
  const folder = emptyFolder();
  const files = new Map(generate({ name: 'app', owns: ['ConfigMap', 'Deployment', 'Secret', 'Service'] }));
  for (const file of ['.yo-rc.json', 'deny.toml', '.kube-secure-controller.lock.json']) files.delete(file);
  const steps = '    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4\n';
  files.set('.github/workflows/more.yml', `on: push\npermissions: {}\njobs:\n  more:\n${steps}`);
  materialise(path.join(folder, 'app'), files);
  const lines = await shown(['harden', 'app', '--yes'], folder);
  const text = lines.join('\n');
  for (const part of ['It runs', 'Read from', 'Guessed', 'safe to change', 'Left to you', 'Grade'])
    expect(text).toContain(part);
  // Only a word that is longer than a line goes beyond it.
  expect(wide(lines).filter((line) => line.trim().includes(' '))).toEqual([]);
});
