// A hardened repository is updated through the generator: only the files of harden change.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { blobIdOf } from '../../src/formats/blob-id.ts';
import { chart, kustomize, workspace } from './controllers.ts';
import { fill } from './hardenable.ts';
import { cli, emptyFolder, tree } from './run.ts';
import { answer, enter, terminal } from './terminal.ts';

type Files = Readonly<Record<string, string>>;

const mine = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([file]) => !file.startsWith('.git/')));
const rust = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([file]) => /\.rs$|Cargo\.toml$/.test(file)));
const recordIn = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, '.yo-rc.json'), 'utf8'))['create-kube-secure-controller'];
const update = (folder: string, ...more: readonly string[]) => cli(['.', '--force', '--yes', ...more], folder);

/** Hardens the repository, and commits the result. */
async function hardened(files: Files, folder = emptyFolder()): Promise<string> {
  fill(folder, files);
  expect((await cli(['harden', '--yes'], folder)).status).toBe(0);
  commit(folder);
  return folder;
}

function commit(folder: string): void {
  for (const words of [
    ['add', '.'],
    ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', 'commit', '--quiet', '--message', 'b'],
  ])
    execFileSync('git', words, { cwd: folder });
}

const common = { scope: 'cluster', finalizer: false, events: false, leaderElection: false };
const shapes = [
  {
    shape: 'a Helm chart',
    files: chart,
    answers: {
      name: 'teapot',
      description: 'Makes tea',
      ...common,
      installNamespace: 'tea-time',
      group: 'tea.dev',
      version: 'v1beta1',
      kind: 'Teapot',
      plural: 'teapots',
      owns: ['Secret'],
      baseImage: 'distroless',
      libc: 'musl',
      ci: 'github',
      repository: 'acme/teapot',
      license: 'MIT',
    },
  },
  {
    shape: 'kustomize',
    files: kustomize,
    answers: {
      name: 'teapot',
      description: 'Makes tea',
      ...common,
      installNamespace: 'tea-system',
      group: 'tea.dev',
      version: 'v1',
      kind: 'Cup',
      plural: 'cups',
      owns: ['Secret'],
      baseImage: 'distroless',
      libc: 'musl',
      ci: 'gitlab',
      license: 'Apache-2.0',
    },
  },
  {
    shape: 'a workspace',
    files: workspace,
    // The files do not show the other answers: no custom resource, "default" as the namespace, and no created kind.
    answers: { name: 'tea-tools', ...common, updates: 'renovate', repository: 'acme/tea-tools', license: 'Apache-2.0' },
  },
] as const;

describe.each(shapes)('$shape', ({ files, answers }) => {
  test('keeps the given answers, and no guesses', async () => {
    expect(recordIn(await hardened(files)).answers).toEqual(answers);
  });

  test('is unchanged after one update and after another', async () => {
    const folder = await hardened(files);
    const before = mine(tree(folder));
    expect(rust(before)).toEqual(rust(files));
    for (let round = 0; round < 2; round += 1) {
      expect(await update(folder)).toMatchObject({ status: 0, stderr: '' });
      expect(mine(tree(folder))).toEqual(before);
    }
  });
});

/**
 * A file that harden writes as the generator does. Files that depend on the repository, such as deny.toml, belong to
 * its owner.
 */
const workflow = '.github/workflows/audit.yml';

test('an update rewrites only the files of an earlier version of harden', async () => {
  const folder = await hardened(chart);
  const before = mine(tree(folder));
  const old = '# As an earlier version had it.\n';
  writeFileSync(path.join(folder, workflow), old);
  const record = before['.yo-rc.json'] ?? '';
  writeFileSync(path.join(folder, '.yo-rc.json'), record.replace(blobIdOf(before[workflow] ?? ''), blobIdOf(old)));
  const { stdout } = await update(folder);
  expect(stdout).toContain(`changed   ${workflow}`);
  expect(mine(tree(folder))).toEqual(before);
});

test.each([
  ['edited', (file: string) => writeFileSync(file, '# Mine.\n'), 'was edited since'],
  ['removed', (file: string) => rmSync(file), 'was taken away since'],
])('a file that its owner %s stays so, and the update says so', async (_, change, why) => {
  const folder = await hardened(chart);
  change(path.join(folder, workflow));
  const before = mine(tree(folder));
  const { stdout } = await update(folder, '--json');
  expect(JSON.parse(stdout).left).toEqual([{ path: workflow, why }]);
  expect((await update(folder)).stdout).toContain(`Left as it is:\n  ${workflow} ${why}`);
  expect(mine(tree(folder))).toEqual(before);
});

test('without --force an update is refused, --dry-run writes nothing, and it asks for unknown answers', async () => {
  const folder = await hardened(kustomize);
  const before = tree(folder);
  expect(await cli(['.', '--yes'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('was hardened, not generated'),
  });
  expect(await cli(['.', '--yes', '--dry-run'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('identical .yo-rc.json'),
  });
  const { status, stderr } = await cli(['.', '--force'], folder);
  expect(status).toBe(2);
  expect(stderr).toContain('--repository <OWNER/NAME>');
  expect(stderr).not.toContain('--install-namespace');
  expect(tree(folder)).toEqual(before);
});

test('create does not overwrite a hardened repository that it finds by its name', async () => {
  const parent = emptyFolder();
  const folder = path.join(parent, 'teapot');
  mkdirSync(folder);
  const before = tree(await hardened(chart, folder));
  expect(await cli(['--name', 'teapot', '--yes', '--force'], parent)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('Name it to update it: teapot --force'),
  });
  expect(tree(folder)).toEqual(before);
});

test('an answer given at an update is kept', async () => {
  const folder = await hardened(kustomize);
  expect((await update(folder, '--repository', 'acme/teapot')).status).toBe(0);
  expect(recordIn(folder).answers).toMatchObject({ repository: 'acme/teapot', kind: 'Cup' });
});

test('the entries of other generators in .yo-rc.json stay', async () => {
  const folder = await hardened({ ...chart, '.yo-rc.json': '{ "generator-other": { "a": 1 } }\n' });
  expect(JSON.parse(readFileSync(path.join(folder, '.yo-rc.json'), 'utf8'))).toMatchObject({
    'generator-other': { a: 1 },
    'create-kube-secure-controller': { answers: { name: 'teapot' } },
  });
});

test('a hardened generated repository stays a generated repository', async () => {
  const folder = emptyFolder();
  await cli(['.', '--yes', '--name', 'teapot'], folder);
  rmSync(path.join(folder, 'deny.toml'));
  fill(folder, {});
  expect((await cli(['harden', '--yes'], folder)).stdout).toContain('deny.toml (new)');
  expect(recordIn(folder)).not.toHaveProperty('hardened');
});

test('the program and each answer are shown with their source, as text and as JSON', async () => {
  const folder = emptyFolder();
  fill(folder, chart);
  const { stderr } = await cli(['harden', '--dry-run'], folder);
  expect(stderr).toMatch(
    /^It runs\n {2}image: ghcr\.io\/acme\/teapot {2}\(charts\/teapot\/templates\/deployment\.yaml:13\)\n {2}program: teapot {2}\(Dockerfile:3\)\n\nRead from this repository/,
  );
  expect(stderr).toMatch(
    / {2}kind: Teapot {2}\(src\/teapot\.rs:4\)[\s\S]*\n\nGuessed, because the repository does not state them[\s\S]*\n {2}crdInstall: separate {2}\(the default\)/,
  );
  const document = JSON.parse((await cli(['harden', '--dry-run', '--json'], folder)).stdout);
  expect(document.runs.images).toEqual([
    { value: 'ghcr.io/acme/teapot', sure: true, because: 'charts/teapot/templates/deployment.yaml:13' },
  ]);
  expect(document.answers).toContainEqual({
    key: 'installNamespace',
    value: 'tea-time',
    sure: true,
    because: 'README.md:3',
  });
  expect(document.answers).toContainEqual({
    key: 'crdInstall',
    value: 'separate',
    sure: false,
    because: 'the default',
  });
});

test('in a terminal, an update asks for answers that the repository does not show, shows the changes, and confirms before writing', async () => {
  const folder = await hardened(workspace);
  const before = mine(tree(folder));
  const program = terminal(['.', '--force'], folder);
  await answer(program, 'Namespace to install into', `tea-time${enter}`);
  await answer(program, 'API group of the custom resource', `tea.dev${enter}`);
  await answer(program, 'Kind of the custom resource', `TeaTools${enter}`);
  await answer(program, 'Kinds that it creates for each object', ` Secret${enter}${enter}`);
  await program.shows('changed   .yo-rc.json');
  await answer(program, 'Write 0 new files into . and change 1?', `y${enter}`);
  const { status, screen } = await program.ends();
  expect(status).toBe(0);
  for (const title of ['Name of the controller', 'Description', 'Scope', 'Change the defaults'])
    expect(screen).not.toContain(`? ${title}`);
  expect(recordIn(folder).answers).toEqual({
    ...shapes[2].answers,
    installNamespace: 'tea-time',
    group: 'tea.dev',
    kind: 'TeaTools',
    owns: ['Secret'],
  });
  expect({ ...mine(tree(folder)), '.yo-rc.json': '' }).toEqual({ ...before, '.yo-rc.json': '' });
});

test('a broken record does not make the generator overwrite other files', async () => {
  const folder = await hardened(chart);
  const record = JSON.parse(readFileSync(path.join(folder, '.yo-rc.json'), 'utf8'));
  record['create-kube-secure-controller'].hardened = [];
  writeFileSync(path.join(folder, '.yo-rc.json'), JSON.stringify(record));
  const before = mine(tree(folder));
  expect((await update(folder)).status).toBe(0);
  expect({ ...mine(tree(folder)), '.yo-rc.json': '' }).toEqual({ ...before, '.yo-rc.json': '' });
});
