// In a terminal of 60 columns only code, names and links are wider.
import { PassThrough, Readable } from 'node:stream';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { summary } from '../../src/cli/ask.ts';
import { withTextAfter } from '../../src/cli/question-lines.ts';
import { main } from '../../src/cli/cli.ts';
import { decisionText } from '../../src/commands/harden/questions.ts';
import { rules } from '../../src/rules/index.ts';
import { generate, materialise } from '../generate.ts';
import { readFixture } from '../inference/fixtures.ts';
import { emptyFolder } from './run.ts';
import { answer, ctrlC, down, enter, narrow } from './terminal.ts';

const columns = 60;

async function shown(
  words: readonly string[],
  cwd = emptyFolder(),
  on: 'stdout' | 'stderr' = 'stdout',
): Promise<readonly string[]> {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns, rows: 40 });
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await main(
    words,
    { stdin: Readable.from([]), stdout: new PassThrough(), stderr: new PassThrough(), [on]: stream },
    cwd,
  );
  return stripVTControlCharacters(text).split('\n');
}

const wide = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.length > columns);

test.each(['no-host-pid', 'no-wildcards', 'pin-actions-by-digest'])('explain %s fits', async (rule) => {
  const lines = await shown(['explain', rule]);
  expect(lines.length).toBeGreaterThan(15);
  // Code to copy is indented by four spaces.
  expect(wide(lines).filter((line) => !/^ {4}|^(?:Practice|Page): /.test(line))).toEqual([]);
});

test('rbac --check fits, with missing, unused and conditional permissions', async () => {
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

test('a text about an unknown place continues below it', async () => {
  const folder = emptyFolder();
  materialise(folder, readFixture('actor-with-replies'));
  const lines = await shown(['rbac'], folder);
  expect(lines).toContain('Not known');
  expect(wide(lines)).toEqual([]);
});

test('the text before a decision of harden fits', () => {
  const plain = { paint: (_: unknown, text: string) => text, columns };
  const lines = rules.flatMap((rule) => decisionText(rule, { steps: [] }, plain));
  expect(lines.length).toBeGreaterThan(rules.length);
  expect(wide(lines)).toEqual([]);
  const bare = rules.flatMap((rule) => decisionText(rule, { steps: [] }, { ...plain, columns: undefined }));
  expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toBe(bare.join(' ').replaceAll(/\s+/g, ' '));
});

test('the answers fit before they are written, and a long answer continues indented', () => {
  const lines = summary(resolveAnswers({ name: 'app' }, { defaults: true }), columns);
  expect(wide(lines)).toEqual([]);
  expect(lines.slice(1, 4)).toEqual([
    '  Description                            A Kubernetes',
    '                                         controller with the',
    '                                         least privilege',
  ]);
  expect(summary(resolveAnswers({ name: 'app' }, { defaults: true })).length).toBeLessThan(lines.length);
});

test('the answers, changes and remaining findings of harden fit', async () => {
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
  // Only a word longer than a line is wider.
  expect(wide(lines).filter((line) => line.trim().includes(' '))).toEqual([]);
});

test.each([
  [['audti'], 'error: Unknown command "audti"; did you mean "audit"? For a directory with that name, write ./audti.'],
  [['audit', '--profile', 'x'], 'error: --profile "x" must be one of regular, pedantic, auditor.'],
  [['rbac', '--explain'], 'error: --explain needs a value: --explain <group/resource:verb>. See --help.'],
])('the error of %j wraps between words, and keeps its words', async (words, message) => {
  const lines = await shown(words, emptyFolder(), 'stderr');
  expect(lines.length).toBeGreaterThan(2);
  expect(wide(lines)).toEqual([]);
  expect(lines.join(' ').trim()).toBe(message);
});

test('a question, its default, its answer and an error wrap between words', async () => {
  const program = narrow(columns, ['app', '--ci', 'github'], emptyFolder());
  await answer(program, '? Description\r\n  (A Kubernetes controller', enter);
  await answer(program, 'Scope', down + down + enter);
  await answer(program, 'Scope inside the cluster', down + enter);
  await answer(program, 'API group', 'no dot');
  await program.shows('must be a DNS name with at least one dot, in lower case,\r\n  such as "example.dev"');
  program.types(`\u0015${enter}`);
  await answer(program, 'Kind of the custom', enter);
  await answer(program, 'Kinds that it creates for each object\r\n  (ConfigMap) (type to search', enter);
  await answer(program, 'Identity outside the cluster', enter);
  await answer(program, 'Hosts that it calls', ctrlC);
  const { screen } = await program.ends();
  expect(screen).toContain(
    '✔ Description\r\n  A Kubernetes controller with the least privilege that its\r\n  code needs',
  );
  expect(screen).toMatch(/; put commas between\r\n  several, such as api\.example\.com,files\.example\.org/);
});

test('wrapped text after a question loses no word, and only a long word makes a line too wide', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(words, fc.integer({ min: 30, max: 120 }), (list, width) => {
      const lines = withTextAfter('? Question', list.join(' '), (line) => line, width).split('\n');
      expect(lines.join(' ').split(/\s+/)).toEqual(['?', 'Question', ...list]);
      expect(lines.filter((line) => line.length >= width && line.trim().includes(' '))).toEqual([]);
    }),
  );
});
