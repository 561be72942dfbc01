// `preset check` accepts the output of `preset init`, and the example.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli, emptyFolder, tree } from '../cli/run.ts';

const example = path.resolve(import.meta.dirname, '../../examples/preset');

test('a new preset is valid, with and without its comments', async () => {
  const folder = emptyFolder();
  expect((await cli(['preset', 'init', 'mine'], folder)).status).toBe(0);
  expect(await cli(['preset', 'check', 'mine'], folder)).toMatchObject({ status: 0, stderr: '' });
  const file = path.join(folder, 'mine', 'preset.yaml');
  const text = readFileSync(file, 'utf8');
  const whole = text.replaceAll(/ (\{\}|\[\])\n#/g, '\n#').replaceAll(/^# {3}(?! )/gm, '  ');
  writeFileSync(file, whole.replace(/^files:[^]*/m, ''));
  expect(await cli(['preset', 'check', 'mine'], folder)).toMatchObject({ status: 0, stderr: '' });
  expect((await cli(['preset', 'init', 'mine'], folder)).status).toBe(1);
});

test('the example is valid', async () => {
  const { status, stdout } = await cli(['preset', 'check', '.'], example);
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('answers     5 limited, 1 of them locked'),
  });
});

test('a repository of the example lacks only what its team must decide', async () => {
  const folder = emptyFolder();
  const made = await cli(['one', '--yes', '--preset', example, '--repository', 'acme/one'], folder);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  const files = tree(path.join(folder, 'one'));
  expect(JSON.parse(files['.yo-rc.json'] ?? '')['create-kube-secure-controller']).toMatchObject({
    preset: { name: '@acme/controller-preset', version: '1.4.0', integrity: expect.stringMatching(/^sha512-/) },
    answers: { license: 'none', baseImage: 'chainguard' },
  });
  expect(files['docs/ONCALL.md']).toBe(readFileSync(path.join(example, 'files/ONCALL.md'), 'utf8'));
  const { stdout } = await cli(['audit', 'one', '--preset', example, '--json'], folder);
  const rules = JSON.parse(stdout).findings.map(({ rule }: { readonly rule: string }) => rule);
  expect(rules).toEqual(['acme-team-label']);
});

test.each([
  [['--scope', 'cluster'], 'no team may reach into the namespaces of others'],
  [['--license', 'MIT'], 'it is locked to none'],
])('an answer that the example forbids is refused with its reason: %o', async (words, reason) => {
  const folder = emptyFolder();
  const { status, stderr } = await cli(
    ['one', '--yes', '--preset', example, '--repository', 'acme/one', ...words],
    folder,
  );
  expect(status).toBe(2);
  expect(stderr).toContain(reason);
});

test.each([[['preset']], [['preset', 'chek', '.']], [['preset', 'check', 'nowhere']]])(
  '%o: status 2',
  async (words) => {
    expect((await cli(words, emptyFolder())).status).toBe(2);
  },
);

test('update requires the recorded preset, and loses none of its files', async () => {
  const folder = emptyFolder();
  await cli(['one', '--yes', '--preset', example, '--repository', 'acme/one'], folder);
  const root = path.join(folder, 'one');
  writeFileSync(path.join(root, 'docs/CHECKLIST.md'), 'ours\n');
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...words], {
      cwd: root,
      stdio: 'ignore',
    });
  git('init');
  git('add', '--all');
  git('commit', '--message', 'first');
  expect(await cli(['update', '.', '--no-metrics'], root)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--preset @acme/controller-preset@1.4.0'),
  });
  expect(await cli(['update', '.', '--preset', example, '--license', 'MIT'], root)).toMatchObject({ status: 2 });
  expect((await cli(['update', '.', '--preset', example, '--no-metrics'], root)).status).toBe(0);
  const files = tree(root);
  expect(files['docs/CHECKLIST.md']).toBe('ours\n');
  expect(files['docs/ONCALL.md']).toContain('# On call');
  expect(JSON.parse(files['.yo-rc.json'] ?? '')['create-kube-secure-controller']).toMatchObject({
    preset: { name: '@acme/controller-preset' },
    answers: { metrics: false, license: 'none' },
  });
});

test('a preset cannot write a file behind a linked folder', async () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'preset/files'), { recursive: true });
  mkdirSync(path.join(folder, 'mine'));
  writeFileSync(path.join(folder, 'mine/key'), 'a secret of the user\n');
  symlinkSync(path.join(folder, 'mine'), path.join(folder, 'preset/files/link'));
  const file = '{ from: files/link/key, to: docs/KEY.md, mode: exact, reason: a }';
  writeFileSync(path.join(folder, 'preset/preset.yaml'), `files: [${file}]\n`);
  expect(await cli(['preset', 'check', 'preset'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is behind a symbolic link'),
  });
});
