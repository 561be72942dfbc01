// `add` through the command line, in real git repositories: an update with one changed answer, and the permissions that
// it adds.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commit, committed, git, ownFiles } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

test.each([
  ['an owned kind', ['owned', 'Secret'], ['--owns', 'ConfigMap,Secret'], 'permission: list secrets in namespace app'],
  ['a namespace', ['namespace', 'payments'], ['--watch-namespaces', 'app,payments'], 'in namespace payments'],
  ['a behaviour', ['finalizer'], ['--finalizer'], 'permission: patch example.dev/apps in namespace app'],
  ['a kind', ['kind', 'Backup', '--owns', 'Job'], ['--more-kinds', 'Backup=Job'], 'watch example.dev/backups'],
] as const)('adding %s gives the same repository as creating it that way', async (_name, words, flags, gain) => {
  const folder = await committed();
  const { status, stdout, stderr } = await cli(['add', ...words], folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(gain);
  expect(stdout).not.toContain('It loses');
  expect(ownFiles(folder)).toEqual(ownFiles(await committed(...flags)));
});

test('adding a host opens its port, and edits stay', async () => {
  const folder = await committed('--scope', 'external', '--external-hosts', 'a.example.com');
  appendFileSync(path.join(folder, 'src/owned.rs'), '// mine\n');
  commit(folder);
  const { status, stdout } = await cli(['add', 'host', 'b.example.com'], folder);
  expect(status).toBe(0);
  expect(stdout).toContain('host: b.example.com, port 443');
  expect(readFileSync(path.join(folder, 'src/owned.rs'), 'utf8')).toMatch(/\/\/ mine\n$/);
});

test('adding metrics opens one port to Prometheus, and --no-metrics closes it', async () => {
  const folder = await committed('--no-metrics');
  const added = await cli(['add', 'metrics', '--dry-run'], folder);
  expect(added.stderr).toMatch(/It gains:\n {2}port: TCP 8080 from .*prometheus/);
  expect(git(folder, 'status', '--porcelain')).toBe('');
  await cli(['add', 'metrics'], folder);
  commit(folder);
  expect((await cli(['update', '--no-metrics'], folder)).stdout).toContain('It loses:\n  port: TCP 8080 from');
});

test('an existing addition is reported, and nothing is written', async () => {
  const folder = await committed('--more-kinds', 'Backup');
  for (const words of [['owned', 'ConfigMap'], ['metrics'], ['kind', 'Backup'], ['namespace', 'app']]) {
    const { status, stdout } = await cli(['add', ...words], folder);
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining('already') });
  }
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test.each([
  [[], 'needs a word'],
  [['ownd', 'Secret'], 'did you mean "owned"?'],
  [['owned'], 'add owned <Kind>'],
  [['owned', 'Secrt'], 'Secret'],
  [['kind', 'Match'], 'Match'],
  [['host', 'a.example.com'], 'applies only when'],
  [['metrics', '.', 'more'], 'Too many words'],
  [['owned', 'Secret', '--owns', 'Job'], '--owns is for'],
])('add %o is refused with advice', async (words, advice) => {
  const folder = await committed();
  const { status, stderr } = await cli(['add', ...words], folder);
  expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining(advice) });
  expect(git(folder, 'status', '--porcelain')).toBe('');
});

test.each([
  [['owned', 'Secrt'], '`add owned Secrt`: "Secrt" is not a built-in kind'],
  [['owned', 'Namespace'], '`add owned Namespace` names Namespace', 'First run `update --scope cluster`'],
  [['kind', 'Match'], '`add kind Match`: "Match" is a name'],
  [['host', 'a.example.com'], '`add host a.example.com` applies only when'],
  [['namespace', 'A_b'], '`add namespace A_b`: "A_b" must be'],
  [['packaging', 'hlm'], '`add packaging hlm` must be one of'],
])('add %o names the wrong word as typed, even with uncommitted changes', async (words, ...said) => {
  const folder = await committed();
  appendFileSync(path.join(folder, 'README.md'), 'mine\n');
  const { status, stderr } = await cli(['add', ...words], folder);
  for (const text of said) expect(stderr).toContain(text);
  expect(stderr.replaceAll(/`update [^`]*`/g, '')).not.toContain('--');
  expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.not.stringContaining('uncommitted') });
});

test('update reports a wrong answer before uncommitted changes', async () => {
  const folder = await committed();
  appendFileSync(path.join(folder, 'README.md'), 'mine\n');
  expect(await cli(['update', '--owns', 'Secrt'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--owns "Secrt"'),
  });
  expect(await cli(['update'], folder)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('uncommitted'),
  });
});

test('the help names each word', async () => {
  const { stdout } = await cli(['add', '--help'], emptyFolder());
  for (const word of ['owned <Kind>', 'kind <Kind>', 'host <host>', 'namespace <name>', 'leader-election'])
    expect(stdout).toContain(word);
});

test('without git, add refuses', async () => {
  const folder = path.join(emptyFolder(), 'app');
  await cli([folder, '--yes'], path.dirname(folder));
  expect(await cli(['add', 'finalizer'], folder)).toMatchObject({ status: 1 });
  expect(existsSync(path.join(folder, 'src/cleanup.rs'))).toBe(false);
});
