// harden's questions in a real terminal.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { answered, dockerfile, hardenable, hardened, only, pod } from './hardenable.ts';
import { tree } from './run.ts';
import { answer, ctrlC, enter, terminal } from './terminal.ts';

const image = ['      image: "a:1"\n', '      image: "a:1"\n      imagePullPolicy: Always\n'] as const;

/** A question while it is open: answered, it shows once more without its keys. */
const safe = 'Change pod.yaml? [Y/n';
const decision = 'Change pod.yaml? [y/N';

/** The files without those of git and the answers. */
function files(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tree(folder)).filter(([file]) => !file.startsWith('.git/') && file !== '.yo-rc.json'),
  );
}

test('Enter takes what is safe, file by file with its diff, and leaves what must be decided', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await program.shows('What is safe to change');
  await program.shows('+HEALTHCHECK NONE');
  await answer(program, 'Change Dockerfile? [', enter);
  await program.shows('+  enableServiceLinks: false');
  await answer(program, safe, enter);
  await program.shows('The image is pulled with the rights of this Pod');
  await program.shows('asks the registry');
  await program.shows('+      imagePullPolicy: Always');
  await answer(program, decision, enter);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  expect(screen).toContain('always-pull-image');
  expect(files(folder)).toEqual(hardened);
  expect(Object.keys(tree(folder))).toContain('.yo-rc.json');
});

test('y takes a decision, n leaves a safe change out', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, 'Change Dockerfile? [', 'y');
  await answer(program, safe, 'n');
  await answer(program, decision, 'y');
  expect((await program.ends()).status).toBe(0);
  expect(files(folder)).toEqual({ Dockerfile: hardened.Dockerfile, 'pod.yaml': pod.replace(...image) });
});

test('a takes every safe change, and asks on about decisions', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, 'Change Dockerfile? [', 'a');
  await program.shows('+  enableServiceLinks: false');
  await answer(program, decision, 'a');
  expect((await program.ends()).status).toBe(0);
  expect(files(folder)).toEqual({ ...hardened, 'pod.yaml': hardened['pod.yaml'].replace(...image) });
});

test.each([
  ['q', 1, 'Nothing was written'],
  [ctrlC, 130, 'nothing was written'],
])('%j at the last question leaves everything as it was', async (key, status, words) => {
  const folder = hardenable();
  const before = tree(folder);
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, 'Change Dockerfile? [', 'y');
  await answer(program, safe, 'y');
  await answer(program, decision, key);
  expect(await program.ends()).toMatchObject({ status, screen: expect.stringContaining(words) });
  expect(tree(folder)).toEqual(before);
});

test('nothing is written where nothing was agreed to', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  for (const question of ['Change Dockerfile? [', safe, decision]) await answer(program, question, 'n');
  expect(await program.ends()).toMatchObject({ status: 0, screen: expect.stringContaining('Nothing was written.') });
  expect(tree(folder)).toMatchObject({ Dockerfile: dockerfile, 'pod.yaml': pod });
  expect(Object.keys(tree(folder))).not.toContain('.yo-rc.json');
});

test('asks about what the repository does not say, and about nothing else, and keeps the answers', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, '--owns', 'Secret', '--scope', 'cluster'], folder);
  await program.shows('name: a  (pod.yaml:1)');
  await program.shows('group: example.dev  (the default)');
  await program.shows('This repository does not say these');
  await answer(program, 'API group of the custom resource', `tea.dev${enter}`);
  await answer(program, 'Kind of the custom resource', enter);
  await answer(program, 'Repository on GitHub', `acme/tea${enter}`);
  await answer(program, 'Change Dockerfile? [', 'a');
  await answer(program, decision, enter);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  for (const title of [
    'Name of the controller',
    'Description',
    'Namespace to install into',
    'Use a finalizer',
    'Change the defaults',
  ])
    expect(screen).not.toContain(title);
  const { answers } = JSON.parse(readFileSync(path.join(folder, '.yo-rc.json'), 'utf8'))[
    'create-kube-secure-controller'
  ];
  expect(answers).toMatchObject({
    name: 'a',
    group: 'tea.dev',
    kind: 'A',
    repository: 'acme/tea',
    owns: ['Secret'],
    installNamespace: 'a',
  });
  expect(Object.keys(answers)).not.toContain('metrics');
});
