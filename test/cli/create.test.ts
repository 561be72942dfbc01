import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { bin, cli, emptyFolder, prefixed, program, tree } from './run.ts';

test('--yes writes the files of the scaffold, and no other files', async () => {
  const folder = emptyFolder();
  const { status, stderr } = await cli(['my-controller', '--yes'], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(tree(folder)).toEqual(prefixed('my-controller', generate({ name: 'my-controller' })));
});

test('the built program writes the same', () => {
  const folder = emptyFolder();
  expect(program(['my-controller', '--yes'], folder).status).toBe(0);
  expect(tree(folder)).toEqual(prefixed('my-controller', generate({ name: 'my-controller' })));
});

test('the owner comes from the git remote of an existing repository', async () => {
  const folder = emptyFolder();
  const config = '[remote "origin"]\n\turl = git@github.com:acme-corp/widgets.git\n';
  spawnSync('git', ['init', '--quiet', 'widgets'], { cwd: folder });
  writeFileSync(path.join(folder, 'widgets/.git/config'), `[core]\n\trepositoryformatversion = 0\n${config}`);
  const { status, stdout } = await cli(['widgets', '--yes', '--json'], folder);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).answers).toMatchObject({ name: 'widgets', repository: 'acme-corp/widgets' });
  const again = await cli(['widgets', '--yes', '--force', '--dry-run', '--repository', 'other/one', '--json'], folder);
  expect(JSON.parse(again.stdout).answers).toMatchObject({ repository: 'other/one' });
});

test('a GitLab remote selects the GitLab CI, and allows nested groups', async () => {
  const folder = emptyFolder();
  const config = '[remote "origin"]\n\turl = https://gitlab.com/acme/team/widgets.git\n';
  spawnSync('git', ['init', '--quiet', 'widgets'], { cwd: folder });
  writeFileSync(path.join(folder, 'widgets/.git/config'), `[core]\n\trepositoryformatversion = 0\n${config}`);
  const answersOf = async (...words: readonly string[]) =>
    JSON.parse((await cli(['widgets', '--yes', '--dry-run', '--json', ...words], folder)).stdout).answers;
  expect(await answersOf()).toMatchObject({ ci: 'gitlab', repository: 'acme/team/widgets' });
  expect(await answersOf('--ci', 'gitlab')).toMatchObject({ ci: 'gitlab', repository: 'acme/team/widgets' });
  expect(await answersOf('--ci', 'github')).toMatchObject({ ci: 'github', repository: 'example/widgets' });
});

test('a Cargo workspace and a git repository above the directory are named, with the next step', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'Cargo.toml'), '[workspace]\nmembers = ["crates/*"]\nexclude = [\n  "old"\n]\n');
  mkdirSync(path.join(folder, '.git'));
  const { decide, next } = JSON.parse((await cli(['crates/app', '--yes', '--json'], folder)).stdout);
  expect(decide).toContainEqual(expect.stringMatching(/exclude = \["crates\/app"\] into .*Cargo\.toml/));
  expect(decide).toContainEqual(expect.stringContaining('GitHub only reads .github/ at the root'));
  expect(next).toEqual(['cd crates/app', 'git add --all', 'cargo test']);

  const excluded = JSON.parse((await cli(['old', '--yes', '--json'], folder)).stdout);
  expect(JSON.stringify(excluded.decide)).not.toContain('exclude');
  writeFileSync(path.join(folder, 'Cargo.toml'), '[package]\nname = "other"\n');
  mkdirSync(path.join(folder, 'own/.git'), { recursive: true });
  const own = JSON.parse((await cli(['own', '--yes', '--json'], folder)).stdout);
  expect(JSON.stringify(own.decide)).not.toMatch(/exclude|only reads/);
});

test('--answers takes the .yo-rc.json of another repository', async () => {
  const folder = emptyFolder();
  await cli(['one', '--yes', '--kind', 'Backup', '--owns', 'Secret,Job'], folder);
  const words = ['two', '--yes', '--json', '--answers', 'one/.yo-rc.json', '--name', 'two'];
  const { answers } = JSON.parse((await cli(words, folder)).stdout);
  expect(answers).toMatchObject({ name: 'two', kind: 'Backup', owns: ['Secret', 'Job'] });

  writeFileSync(path.join(folder, 'none.json'), '{ "create-kube-secure-controller": {} }');
  expect(await cli(['three', '--yes', '--answers', 'none.json'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('none.json records no answers of create-kube-secure-controller.'),
  });
});

test('a reader that closes early, like head, causes no error', () => {
  const folder = emptyFolder();
  const { stderr } = spawnSync('sh', ['-c', '"$0" "$1" my-controller --yes | true', process.execPath, bin], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(tree(folder)).toEqual(prefixed('my-controller', generate({ name: 'my-controller' })));
});

test.each(['one --yes', '--version'])('an error when writing the output of %s is reported as a failure', (words) => {
  const folder = emptyFolder();
  const { status, stderr } = spawnSync('sh', ['-c', `"$0" "$1" ${words} >/dev/full`, process.execPath, bin], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 3,
    stderr: expect.stringMatching(/^error: standard output could not be written: ENOSPC/),
  });
});

test('--json writes one document to standard output', async () => {
  const folder = emptyFolder();
  const { stdout } = await cli(['one', '--yes', '--json', '--kind', 'Document'], folder);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({
    directory: path.join(folder, 'one'),
    written: true,
    answers: { name: 'one', kind: 'Document' },
  });
  expect(document.files).toContainEqual({ path: 'README.md', state: 'created' });
  expect(document.next).toHaveLength(3);
  expect(document.decide.join('\n')).toMatch(/digest[\s\S]*API server[\s\S]*owner/);
  expect(document.decide.at(-1)).toMatch(/sets it: npx create-kube-secure-controller update --repository OWNER\/NAME$/);
});

test('an error with --json is one document', async () => {
  const { status, stdout, stderr } = await cli(['one', '--yes', '--json', '--kind', 'x'], emptyFolder());
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { status: 2, message: expect.stringContaining('--kind "x"') } });
  expect(stderr).toContain('--kind "x"');
});

test('--dry-run writes nothing and lists every file', async () => {
  const folder = emptyFolder();
  const { status, stdout } = await cli(['one', '--yes', '--dry-run'], folder);
  expect(status).toBe(0);
  expect(stdout).toMatch(/created {3}README\.md/);
  expect(tree(folder)).toEqual({});
});

test('the current directory can be used', async () => {
  const folder = path.join(emptyFolder(), 'my-controller');
  mkdirSync(folder);
  const { stdout } = await cli(['.', '--yes'], folder);
  expect(tree(folder)).toEqual(Object.fromEntries(generate({ name: 'my-controller' })));
  expect(stdout).not.toContain('cd .');
});

test('a directory that holds only .git is empty', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'one', '.git'), { recursive: true });
  expect(await cli(['one', '--yes'], folder)).toMatchObject({ status: 0 });
});

test('without a directory, the name of the controller is used', async () => {
  const folder = emptyFolder();
  expect(await cli(['--name', 'one', '--yes'], folder)).toMatchObject({ status: 0 });
  expect(Object.keys(tree(folder))).toContain('one/README.md');
});

test('missing parent directories are created', async () => {
  const folder = emptyFolder();
  expect(await cli(['a/b/one', '--yes'], folder)).toMatchObject({ status: 0 });
  expect(Object.keys(tree(folder))).toContain('a/b/one/README.md');
});

test('a directory name that is not a valid label is converted, and the result is shown', async () => {
  const folder = emptyFolder();
  const { stdout, stderr } = await cli(['My App', '--yes', '--json'], folder);
  expect(JSON.parse(stdout).answers.name).toBe('my-app');
  expect(stderr).toContain('named my-app');
});

test('a directory name that cannot be converted needs --name', async () => {
  expect(await cli(['日本', '--yes'], emptyFolder())).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--name'),
  });
});
