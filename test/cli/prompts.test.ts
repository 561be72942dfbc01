// The questions in a real terminal.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { entries } from '../../src/answers/index.ts';
import { settle, type Given } from '../../src/answers/resolve.ts';
import { generate } from '../generate.ts';
import { bin, emptyFolder, tree } from './run.ts';
import { answer, ctrlC, down, enter, esc, shellIn, terminal } from './terminal.ts';

test('a newcomer presses Enter and gets the defaults', async () => {
  const folder = emptyFolder();
  const program = terminal([], folder);
  await answer(program, 'Name of the controller', `one${enter}`);
  for (const question of [
    'Description',
    'Scope',
    'Namespaces to watch',
    'API group',
    'Kind of the custom',
    'Kinds that it creates',
    'Repository',
    'Change the defaults',
  ]) {
    await answer(program, question, enter);
  }
  await answer(program, 'files into one?', enter);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  expect(screen).toMatch(/Wrote one:[\s\S]*Left to decide:[\s\S]*Next:\s+cd one/);
  expect(tree(path.join(folder, 'one'))).toEqual(Object.fromEntries(generate({ name: 'one' })));
});

test('a value is checked while it is typed, and only relevant questions appear', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'taken'));
  writeFileSync(path.join(folder, 'taken', 'mine.txt'), '');
  const program = terminal([], folder);
  await answer(program, 'Name of the controller', 'No');
  await program.shows('must be a DNS-1123 label');
  program.types('\u007f\u007ftaken');
  await program.shows('cannot be used');
  program.types(`${'\u007f'.repeat(5)}two${enter}`);
  await answer(program, 'Description', enter);
  await answer(program, 'Scope', down + down + enter);
  await answer(program, 'Scope inside the cluster', down + enter);
  await answer(program, 'API group', enter);
  await answer(program, 'Kind of the custom', enter);
  await answer(program, 'Kinds that it creates', ' ');
  await program.shows('◯ ConfigMap');
  program.types('secr');
  await program.shows('❯ ◯ Secret');
  program.types(' ');
  await program.shows('(Secret)');
  program.types(enter);
  await answer(program, 'Identity outside the cluster', enter);
  await answer(program, 'Hosts that it calls', enter);
  await program.shows('must name at least one');
  program.types(`api.example.com${enter}`);
  await answer(program, 'Repository', enter);
  await answer(program, 'Change the defaults', `y${enter}`);
  for (const [key, { title }] of onRequest({ name: 'two', scope: 'external', kubernetesScope: 'cluster' }))
    await answer(program, title.slice(0, 25), key === 'finalizer' ? `y${enter}` : enter);
  await answer(program, 'files into two?', enter);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  expect(screen).not.toContain('Namespaces to watch');
  const expected = {
    name: 'two',
    scope: 'external',
    kubernetesScope: 'cluster',
    owns: ['Secret'],
    externalHosts: ['api.example.com'],
    finalizer: true,
  };
  expect(tree(path.join(folder, 'two'))).toEqual(Object.fromEntries(generate(expected)));
});

test('Esc goes back to the previous question, which offers the previous answer', async () => {
  const folder = emptyFolder();
  const program = terminal(
    ['--scope', 'cluster', '--group', 'a.dev', '--kind', 'A', '--owns', 'Job', '--repository', 'a/b'],
    folder,
  );
  await answer(program, 'Name of the controller', `one${enter}`);
  await program.shows('Esc goes back');
  await answer(program, '', esc);
  await answer(program, 'Name of the controller', '');
  await program.shows('one');
  program.types(`two${enter}`);
  await answer(program, 'Description', `Said once${enter}`);
  await answer(program, 'Change the defaults', esc);
  await answer(program, 'Description', '');
  await program.shows('Said once');
  program.types(enter);
  await answer(program, 'Change the defaults', enter);
  await answer(program, 'files into two?', enter);
  expect((await program.ends()).status).toBe(0);
  expect(readFileSync(path.join(folder, 'two', 'Cargo.toml'), 'utf8')).toContain('description = "Said once"');
});

test('Esc before writing goes back to the last question, and the new answer is written', async () => {
  const folder = emptyFolder();
  const words = ['--scope', 'cluster', '--group', 'a.dev', '--kind', 'A', '--owns', 'Job', '--repository', 'a/b'];
  const program = terminal(words, folder);
  await answer(program, 'Name of the controller', `one${enter}`);
  await answer(program, 'Description', `Said once${enter}`);
  await answer(program, 'Change the defaults', enter);
  await program.shows('files into one?');
  await answer(program, 'Esc goes back to the last question', esc);
  await answer(program, 'Change the defaults', esc);
  await answer(program, 'Description', esc);
  await answer(program, 'Name of the controller', `two${enter}`);
  await answer(program, 'Description', enter);
  await answer(program, 'Change the defaults', enter);
  await answer(program, 'files into two?', enter);
  expect((await program.ends()).status).toBe(0);
  expect(readdirSync(folder)).toEqual(['two']);
  expect(readFileSync(path.join(folder, 'two', 'Cargo.toml'), 'utf8')).toContain('description = "Said once"');
});

test('Esc at the first question does nothing', async () => {
  const first = terminal([], emptyFolder());
  await answer(first, 'Name of the controller', esc);
  await new Promise((resolve) => setTimeout(resolve, 200));
  first.types(ctrlC);
  expect((await first.ends()).screen.match(/\? Name of the controller/g)).toHaveLength(1);
});

test('Ctrl-Z stops the job, and after fg the question appears again', async () => {
  const folder = emptyFolder();
  const shell = shellIn(folder);
  shell.types(`${process.execPath} ${bin} one${enter}`);
  await answer(shell, 'Description', '\u001a');
  await shell.shows('Stopped');
  shell.types(`fg${enter}`);
  await answer(shell, 'Description', ctrlC);
  await shell.shows('nothing was written');
  shell.types(`exit${enter}`);
  await shell.ends();
  expect(readdirSync(folder)).toEqual([]);
});

test('a question with an answer from a flag does not appear', async () => {
  const program = terminal(
    ['one', '--description', 'x', '--scope', 'cluster', '--group', 'a.dev', '--kind', 'A', '--owns', 'Job'],
    emptyFolder(),
  );
  await answer(program, 'Repository', enter);
  await answer(program, 'Change the defaults', enter);
  await answer(program, 'files into one?', `n${enter}`);
  expect(await program.ends()).toMatchObject({ status: 1, screen: expect.stringContaining('Nothing was written') });
});

test.each([0, 2, 7, 8])('Ctrl-C at question %i writes nothing', async (answered) => {
  const folder = emptyFolder();
  const program = terminal(['one'], folder);
  const all = [
    'Description',
    'Scope',
    'Namespaces to watch',
    'API group',
    'Kind of the custom',
    'Kinds that it creates',
    'Repository',
    'Change the defaults',
    'files into one?',
  ];
  for (const question of all.slice(0, answered)) await answer(program, question, enter);
  await answer(program, all[answered] ?? '', ctrlC);
  expect(await program.ends()).toMatchObject({ status: 130, screen: expect.stringContaining('nothing was written') });
  expect(readdirSync(folder)).toEqual([]);
});

test('--json asks on standard error and keeps standard output for the document', async () => {
  const folder = emptyFolder();
  const shell = [
    '-e',
    'const {spawnSync}=require("node:child_process");const {openSync}=require("node:fs");process.exitCode=spawnSync(process.execPath,process.argv.slice(1),{stdio:[0,openSync("out.json","w"),2]}).status',
  ];
  const { bin } = await import('./run.ts');
  const program = terminal(
    [
      bin,
      'one',
      '--json',
      '--scope',
      'cluster',
      '--description',
      'x',
      '--group',
      'a.dev',
      '--kind',
      'A',
      '--owns',
      'Job',
      '--repository',
      'a/b',
    ],
    folder,
    shell,
  );
  await answer(program, 'Change the defaults', enter);
  await answer(program, 'files into one?', enter);
  expect(await program.ends()).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(path.join(folder, 'out.json'), 'utf8'))).toMatchObject({ written: true });
});

/** Answers whose questions appear only for a user who changes the defaults, as far as they apply. */
function onRequest(given: Given) {
  const { values } = settle(given, { defaults: true });
  return entries.filter(([key, { asked }]) => asked === 'on-request' && values.get(key) !== undefined);
}
