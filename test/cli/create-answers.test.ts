// Missing, wrong and contradictory answers, and the precedence of their sources.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli, emptyFolder, program, tree } from './run.ts';

test('without a terminal and without --yes, every missing flag is listed', async () => {
  const folder = emptyFolder();
  const { status, stderr } = await cli(['one'], folder);
  expect(status).toBe(2);
  expect(stderr).toMatch(/--description[\s\S]*--scope[\s\S]*--\[no-\]finalizer[\s\S]*--license[\s\S]*--yes/);
  expect(tree(folder)).toEqual({});
});

test('answers without a default are listed with --yes too, and marked without it', async () => {
  const words = ['one', '--scope', 'external', '--external-provider', 'gcp'];
  const [taken, asked] = [await cli([...words, '--yes'], emptyFolder()), await cli(words, emptyFolder())];
  expect(taken).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/without a default:\n {2}--external-hosts <host,host,…>\n/),
  });
  expect(taken.stderr).not.toMatch(/terminal|--yes/);
  expect(asked.stderr).toMatch(/--description <one line>\n[\s\S]*--gcp-project <project id>, which has no default\n/);
});

test('a message about a mistyped flag or key does not list missing answers', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'answers.json'), '{ "scopee": "cluster" }');
  for (const words of [['one', '--yess'], ['one', 'two'], ['adit'], ['one', '--answers', 'answers.json']]) {
    const { status, stderr } = await cli(words, folder);
    expect({ status, lines: stderr.trimEnd().split('\n') }).toEqual({ status: 2, lines: [expect.any(String)] });
  }
});

test.each([
  ['adit', 'did you mean "audit"?'],
  ['help', 'did you mean "--help"?'],
  ['version', 'did you mean "--version"?'],
  ['new', 'needs no command'],
  ['init', 'needs no command'],
])('%s as a bare word is refused with advice, and ./ makes it a directory', async (word, advice) => {
  const folder = emptyFolder();
  expect(await cli([word, '--yes'], folder)).toMatchObject({ status: 2, stderr: expect.stringContaining(advice) });
  expect(await cli([`./${word}`, '--yes'], folder)).toMatchObject({ status: 0 });
});

test('all errors are reported at once', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'answers.yaml'), 'lebel: x\nevents: maybe\n');
  const words = [
    'one',
    '--yes',
    '--answers',
    'answers.yaml',
    '--fource',
    '--scope',
    'clster',
    '--owns',
    'ConfigMpa',
    '--events=yes',
    '--kind',
    'A',
    '--kind',
    'B',
  ];
  const { status, stderr } = await cli(words, folder);
  expect(status).toBe(2);
  expect(stderr).toMatch(/--fource \(did you mean "--force"\?\)/);
  expect(stderr).toMatch(/--scope "clster" must be one of .*"cluster"/);
  expect(stderr).toMatch(/"ConfigMpa".*did you mean "ConfigMap"/);
  expect(stderr).toMatch(/--events takes no value/);
  expect(stderr).toMatch(/--kind is given twice/);
  expect(stderr).toMatch(/unknown key "lebel"/);
  expect(stderr).toMatch(/events \(--events\) must be true or false/);
});

test('answers that cannot work together are refused with the reason', async () => {
  const { status, stderr } = await cli(
    ['one', '--yes', '--owns', 'Namespace', '--watch-namespaces', 'one-system'],
    emptyFolder(),
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/--owns .*cluster-scoped/);
  expect(stderr).toMatch(/--watch-namespaces .*install namespace/);
});

test.each([
  ['--owns=Secret', 'owns', ['Secret']],
  ['--no-events', 'events', false],
  ['--finalizer', 'finalizer', true],
  ['--watch-namespaces=a, b', 'watchNamespaces', ['a', 'b']],
  ['--repository=https://github.com/Acme/thing.git', 'repository', 'Acme/thing'],
  ['--repository=github.com/acme/thing', 'repository', 'acme/thing'],
  ['--repository=git@github.com:acme/thing.git', 'repository', 'acme/thing'],
  ['--repository=ghcr.io/acme/thing', 'repository', 'acme/thing'],
  ['--description=--x', 'description', '--x'],
])('%s is accepted', async (word, key, value) => {
  const { stdout } = await cli(['one', '--yes', '--dry-run', '--json', word], emptyFolder());
  expect(JSON.parse(stdout).answers[key]).toEqual(value);
});

test('-- ends the flags', async () => {
  const { stdout } = await cli(['--name', 'one', '--yes', '--dry-run', '--json', '--', '--odd'], emptyFolder());
  expect(JSON.parse(stdout).directory).toMatch(/--odd$/);
});

test('a flag wins over the answers file, the file over .yo-rc.json, and that over the default', async () => {
  const folder = emptyFolder();
  const record = {
    'create-kube-secure-controller': { answers: { kind: 'FromRepository', group: 'repository.dev', version: 'v1' } },
  };
  mkdirSync(path.join(folder, 'one'));
  writeFileSync(path.join(folder, 'one', '.yo-rc.json'), JSON.stringify(record));
  writeFileSync(path.join(folder, 'answers.json'), JSON.stringify({ kind: 'FromFile', group: 'file.dev' }));
  const { stdout } = await cli(
    ['one', '--yes', '--dry-run', '--json', '--answers', 'answers.json', '--kind', 'FromFlag'],
    folder,
  );
  expect(JSON.parse(stdout).answers).toMatchObject({
    kind: 'FromFlag',
    group: 'file.dev',
    version: 'v1',
    license: 'Apache-2.0',
  });
});

test.each([
  ['absent.yaml', undefined, /does not exist/],
  ['.', undefined, /is a directory/],
  ['broken.json', '{', /is not valid/],
  ['broken.yaml', 'a: [', /is not valid/],
  ['list.yaml', '- a', /must be a mapping/],
  ['flag.yaml', 'api-version: v1', /unknown key "api-version" \(did you mean "version"\?\)/],
])('--answers %s is refused', async (file, content, message) => {
  const folder = emptyFolder();
  if (content !== undefined) writeFileSync(path.join(folder, file), content);
  expect(await cli(['one', '--yes', '--answers', file], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(message),
  });
});

test.each([
  ['answers.yaml', 'kind: Document\nowns: [Secret]\n'],
  ['answers.json', '{ "kind": "Document", "owns": ["Secret"] }'],
])('the built program reads %s', (file, content) => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, file), content);
  const { status, stdout, stderr } = program(['one', '--yes', '--dry-run', '--json', '--answers', file], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout).answers).toMatchObject({ kind: 'Document', owns: ['Secret'] });
});
