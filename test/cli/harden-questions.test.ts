// harden's questions in a real terminal.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { answered, dockerfile, hardenable, hardened, only, pod } from './hardenable.ts';
import { cli, tree } from './run.ts';
import { answer, ctrlC, enter, esc, narrow, terminal } from './terminal.ts';

const image = ['          image: "a:1"\n', '          image: "a:1"\n          imagePullPolicy: Always\n'] as const;

/** An open question: once answered, it appears again without its keys. */
const safe = 'Change pod.yaml for no-service-links? [Y/n';
const decision = 'Change pod.yaml for always-pull-image? [y/N';
const file = 'Change Dockerfile for no-image-health-check? [';

/** The files without those of git and the recorded answers. */
function files(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tree(folder)).filter(([file]) => !file.startsWith('.git/') && file !== '.yo-rc.json'),
  );
}

test('Enter accepts safe changes file by file with their diff, and leaves decisions open', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await program.shows('What is safe to change');
  await program.shows('+HEALTHCHECK NONE');
  await answer(program, file, enter);
  await program.shows('+      enableServiceLinks: false');
  await answer(program, safe, enter);
  await program.shows('The image is pulled with the credentials of this Pod');
  await program.shows('needs the registry');
  await program.shows('+          imagePullPolicy: Always');
  await answer(program, decision, enter);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  expect(screen).toContain('always-pull-image');
  expect(files(folder)).toEqual(hardened);
  expect(Object.keys(tree(folder))).toContain('.yo-rc.json');
});

test('y accepts a decision, and n refuses a safe change', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, file, 'y');
  await answer(program, safe, 'n');
  await answer(program, decision, 'y');
  expect((await program.ends()).status).toBe(0);
  expect(files(folder)).toEqual({ Dockerfile: hardened.Dockerfile, 'pod.yaml': pod.replace(...image) });
});

test('a accepts all safe changes, and the questions about decisions follow', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, file, 'a');
  await program.shows('+      enableServiceLinks: false');
  await answer(program, decision, 'a');
  expect((await program.ends()).status).toBe(0);
  expect(files(folder)).toEqual({ ...hardened, 'pod.yaml': hardened['pod.yaml'].replace(...image) });
});

test.each([
  ['q', 1, 'Nothing was written'],
  [ctrlC, 130, 'nothing was written'],
])('%j at the last question leaves everything unchanged', async (key, status, words) => {
  const folder = hardenable();
  const before = tree(folder);
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, file, 'y');
  await answer(program, safe, 'y');
  await answer(program, decision, key);
  expect(await program.ends()).toMatchObject({ status, screen: expect.stringContaining(words) });
  expect(tree(folder)).toEqual(before);
});

test('Esc goes back to the previous question, whose answer can change', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, file, 'y');
  await answer(program, safe, esc);
  await program.shows('+HEALTHCHECK NONE');
  await answer(program, file, 'n');
  await answer(program, safe, 'y');
  await answer(program, decision, enter);
  expect((await program.ends()).status).toBe(0);
  expect(files(folder)).toEqual({ ...hardened, Dockerfile: dockerfile });
});

test('Esc at the first decision goes back to the last safe change, also after "a"', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  await answer(program, file, 'a');
  await answer(program, decision, esc);
  await answer(program, safe, esc);
  await answer(program, file, 'n');
  await answer(program, safe, 'n');
  await answer(program, decision, 'y');
  expect((await program.ends()).status).toBe(0);
  expect(files(folder)).toEqual({ Dockerfile: dockerfile, 'pod.yaml': pod.replace(...image) });
});

test('in a narrow terminal, questions wrap between words', async () => {
  const folder = hardenable();
  const program = narrow(44, ['harden', ...only, ...answered], folder);
  await answer(program, 'no-image-health-check?', 'y');
  await program.shows('no-image-health-check? yes');
  await program.shows('Change pod.yaml for no-service-links?');
  await program.shows('  [Y/n/a/q]');
  await program.shows('  y yes, n no, a yes to every safe change,');
  await program.shows('  q write nothing at all, Esc back');
  program.types('q');
  expect((await program.ends()).status).toBe(1);
});

test('without an accepted change, nothing is written', async () => {
  const folder = hardenable();
  const program = terminal(['harden', ...only, ...answered], folder);
  for (const question of [file, safe, decision]) await answer(program, question, 'n');
  expect(await program.ends()).toMatchObject({ status: 0, screen: expect.stringContaining('Nothing was written.') });
  expect(tree(folder)).toMatchObject({ Dockerfile: dockerfile, 'pod.yaml': pod });
  expect(Object.keys(tree(folder))).not.toContain('.yo-rc.json');
});

test('asks only for answers that a written file needs, and records them', async () => {
  const folder = hardenable();
  const program = terminal(['harden', '--only', 'security-policy,no-service-links'], folder);
  await program.shows('name: a  (pod.yaml:1)');
  await program.shows('group: example.dev  (the default)');
  await program.shows('The repository does not state these answers');
  await answer(program, 'Repository', `acme/tea${enter}`);
  await answer(program, safe, 'a');
  await answer(program, 'SECURITY.md for security-policy? [', 'y');
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  for (const title of [
    'Name of the controller',
    'API group of the custom resource',
    'Kind of the custom resource',
    'Scope',
    'Namespace to install into',
    'Change the defaults',
  ])
    expect(screen).not.toContain(title);
  expect(readFileSync(path.join(folder, 'SECURITY.md'), 'utf8')).toContain('acme/tea');
  const { answers } = JSON.parse(readFileSync(path.join(folder, '.yo-rc.json'), 'utf8'))[
    'create-kube-secure-controller'
  ];
  expect(answers).toMatchObject({ name: 'a', repository: 'acme/tea', installNamespace: 'a' });
  for (const guess of ['group', 'kind', 'owns', 'metrics']) expect(Object.keys(answers)).not.toContain(guess);
});

test('user, group and the USER of the image are one question that names each rule', async () => {
  const program = terminal(['harden', ...only], hardenable());
  await answer(program, file, 'a');
  await answer(program, decision, enter);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  expect(screen).not.toContain('The repository does not state these answers');
});

test('user, group and the USER of the image are one question, which names each rule', async () => {
  const folder = hardenable({
    Dockerfile: 'FROM debian:13\nCOPY a /a\nENTRYPOINT ["/a"]\n',
  });
  const program = terminal(
    ['harden', '--only', 'run-as-non-root,run-as-high-user,run-as-high-group,image-runs-as-non-root'],
    folder,
  );
  await program.shows('(run-as-high-user)');
  await answer(program, '? [y/N', 'y');
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  expect(screen.match(/\? \[y\/N/g)?.length).toBe(1);
  expect(tree(folder)['Dockerfile']).toMatch(/^USER /m);
  for (const key of ['runAsNonRoot', 'runAsUser', 'runAsGroup']) expect(tree(folder)['pod.yaml']).toContain(key);
});

test('the help lists the flags of harden, and says where the answers come from', async () => {
  const { stdout } = await cli(['harden', '--help'], hardenable());
  expect(stdout.split('\n').length).toBeLessThan(60);
  expect(stdout).toContain('--profile');
  expect(stdout).toContain('create-kube-secure-controller --help');
  expect(stdout).not.toContain('--install-namespace <');
});
