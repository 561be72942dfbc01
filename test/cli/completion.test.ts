// Completion in bash; test/judges has it in zsh and fish.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { ruleIds } from '../../src/rules/index.ts';
import { cli, emptyFolder } from './run.ts';

/** The completions of bash for the last of the words. */
async function offered(words: readonly string[], cwd = emptyFolder()): Promise<readonly string[]> {
  const { stdout: script } = await cli(['completion', 'bash'], cwd);
  const { stdout, stderr, status } = spawnSync(
    'bash',
    [
      '--norc',
      '--noprofile',
      '-c',
      `set -eu
${script}
COMP_WORDS=(kube-secure-controller "$@"); COMP_CWORD=$#
_create_kube_secure_controller
if ((\${#COMPREPLY[@]})); then printf '%s\\n' "\${COMPREPLY[@]}"; fi`,
      'bash',
      ...words,
    ],
    { cwd, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

test('the first word is a command or a directory', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'my controller'));
  expect([...(await offered([''], folder))].sort()).toEqual([...Object.keys(commands), 'my controller'].sort());
  expect(await offered(['ha'])).toEqual(['harden']);
});

test.each([
  [['audit', '--prof'], ['--profile']],
  [
    ['audit', '--profile', ''],
    ['regular', 'pedantic', 'auditor'],
  ],
  [
    ['--scope', ''],
    ['namespaced', 'cluster', 'external'],
  ],
  [['--owns', 'Deplo'], ['Deployment']],
  [['app', '--no-met'], ['--no-metrics']],
  [
    ['preset', ''],
    ['check', 'init'],
  ],
  [['completion', 'f'], ['fish']],
  [['add', 'own'], ['owned']],
  [['--name', ''], []],
])('%j is completed with %j', async (words, expected) => {
  expect(await offered(words)).toEqual(expected);
});

test('explain and --only complete every rule', async () => {
  expect(await offered(['explain', ''])).toEqual(ruleIds);
  expect(await offered(['harden', '--only', ''])).toEqual(ruleIds);
});

test('files are completed where a file is expected, also names with spaces', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'my answers.yaml'), '');
  expect(await offered(['app', '--answers', ''], folder)).toEqual(['my answers.yaml']);
});

test('each command completes its own flags', async () => {
  for (const [name, command] of Object.entries(commands)) {
    const flags = await offered([name, '--']);
    for (const flag of await command.flags()) expect(flags, name).toContain(`--${flag.name}`);
  }
  expect(await offered(['explain', '--kind'])).toEqual([]);
});

test.each([
  [[], 'Name a shell'],
  [['bsh'], 'did you mean "bash"?'],
  [['powershell'], 'must be one of bash, zsh, fish'],
])('completion %j is refused with advice', async (words, advice) => {
  const { status, stderr, stdout } = await cli(['completion', ...words], emptyFolder());
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining(advice) });
});

test('each flag that takes rules or files declares it', async () => {
  const flags = (await Promise.all(Object.values(commands).map((command) => command.flags()))).flat();
  const named = flags.filter(({ form = '' }) => /\brule|file|folder|\bdir\b/i.test(form));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ of }) => of === undefined)).toEqual([]);
});
