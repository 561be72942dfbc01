// More attempts to bypass a preset, by the surroundings of the judged text: names, links, encodings, other files, words
// of the command line, the environment. Each gives status 2 or a finding.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli, program } from '../cli/run.ts';
import { deployment, edit, made, record, rooted, strict } from './made.ts';

const config = '.kube-secure-controller.yaml';
const ignored = 'ignore: [{ rule: run-as-non-root, reason: SEC-9 until 2099-01-01 }]\n';
const lowered = 'severity: { run-as-non-root: low }\n';

/** The repository with the fault, and another file. */
const besides = (file: string, text: string | Buffer) => (at: string) => {
  edit(path.join(at, deployment), rooted);
  mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
  writeFileSync(path.join(at, file), text);
};
const written = (change: (text: string) => string) => (at: string) => edit(path.join(at, deployment), change);
const comment = (words: string) => (text: string) =>
  text.replaceAll('runAsNonRoot: true', `runAsNonRoot: false # kube-secure-controller: ${words}`);

/** Undefined after status 2. */
async function judged(at: string, words: readonly string[] = []): Promise<ReadonlySet<string> | undefined> {
  const { status, stdout } = await cli(['audit', '.', '--preset', '../preset', '--json', ...words], at);
  if (status === 2) return undefined;
  const found: readonly { readonly rule: string }[] = JSON.parse(stdout).findings;
  return new Set(found.map(({ rule }) => rule));
}

const refused = 'status 2';

const attempts: readonly (readonly [string, string, (repository: string) => void])[] = [
  ['a configuration in a subfolder', 'run-as-non-root', besides(`deploy/${config}`, ignored)],
  ['a configuration in another case', 'run-as-non-root', besides('.Kube-Secure-Controller.yaml', ignored)],
  ['a configuration with the other file extension', 'run-as-non-root', besides('.kube-secure-controller.yml', ignored)],
  ['a configuration with a byte order mark', 'run-as-non-root', besides(config, `\uFEFF${ignored}`)],
  [
    'a configuration in UTF-16',
    refused,
    besides(config, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(ignored, 'utf16le')])),
  ],
  ['a configuration with a merge key', 'run-as-non-root', besides(config, `<<: { ${ignored.trim()} }\n`)],
  ['a severity by a merge key', 'preset-config', besides(config, `<<: { ${lowered.trim()} }\n`)],
  ['a duplicate key in the configuration', refused, besides(config, `${ignored}ignore: []\n`)],
  ['two documents in the configuration', 'run-as-non-root', besides(config, `ignore: []\n---\n${ignored}`)],
  ['a rule in another case', refused, besides(config, ignored.replace('run-as', 'Run-As'))],
  ['a wildcard in place of a rule', refused, besides(config, ignored.replace('run-as-non-root', '"*"'))],
  ['a glob in place of a path', 'run-as-non-root', besides(config, ignored.replace('reason', 'path: "**", reason'))],
  ['exclude everything by "."', 'preset-config', besides(config, 'exclude: [.]\n')],
  ['exclude by a glob', 'preset-config', besides(config, 'exclude: ["**/*.yaml"]\n')],
  [
    'a link in place of the configuration',
    refused,
    (at) => {
      besides('docs/mine.yaml', ignored)(at);
      symlinkSync('docs/mine.yaml', path.join(at, config));
    },
  ],
  ['a suppression of everything', 'run-as-non-root', written(comment('ignore[*] SEC-9 until 2099-01-01'))],
  [
    'a suppression in another case',
    'run-as-non-root',
    written(comment('ignore[RUN-AS-NON-ROOT] SEC-9 until 2099-01-01')),
  ],
  [
    'a suppression among others',
    'run-as-non-root',
    written(comment('ignore[pin-images, run-as-non-root] SEC-9 until 2099-01-01')),
  ],
  [
    'an overwritten value of a merge key',
    'run-as-non-root',
    written((text) =>
      text.replace(/^( +)runAsNonRoot: true$/gm, '$1<<: { runAsNonRoot: true }\n$1runAsNonRoot: false'),
    ),
  ],
  [
    'a duplicate key in the manifest',
    'understood',
    written((text) => text.replace(/^( +)runAsNonRoot: true$/m, '$1runAsNonRoot: true\n$1runAsNonRoot: false')),
  ],
  ['a byte order mark before the manifest', 'run-as-non-root', written((text) => `\uFEFF${rooted(text)}`)],
  [
    'a link in place of the manifest',
    'understood',
    (at) => {
      edit(path.join(at, deployment), rooted);
      renameSync(path.join(at, deployment), path.join(at, '..', 'deployment.yaml'));
      symlinkSync('../../deployment.yaml', path.join(at, deployment));
    },
  ],
  [
    'a byte order mark before the record',
    'preset-current',
    (at) => edit(path.join(at, record), (text) => `\uFEFF${text}`),
  ],
  [
    'a link in place of the record',
    'preset-current',
    (at) => {
      renameSync(path.join(at, record), path.join(at, 'docs/yo-rc.json'));
      symlinkSync('docs/yo-rc.json', path.join(at, record));
    },
  ],
  [
    'a duplicate answer in the record',
    'preset-answers',
    (at) =>
      edit(path.join(at, record), (text) => text.replace('"license": "none"', '"license": "none", "license": "MIT"')),
  ],
  [
    'the preset of the record in another case',
    'preset-current',
    (at) => edit(path.join(at, record), (text) => text.replace('"preset": {', '"Preset": {')),
  ],
  [
    'the page in another case',
    'preset-files',
    (at) => renameSync(path.join(at, 'docs/PAGE.md'), path.join(at, 'docs/page.md')),
  ],
  [
    'a byte order mark before the page',
    'preset-files',
    (at) => edit(path.join(at, 'docs/PAGE.md'), (text) => `\uFEFF${text}`),
  ],
  [
    'a folder in place of the page',
    'preset-files',
    (at) => {
      rmSync(path.join(at, 'docs/PAGE.md'));
      mkdirSync(path.join(at, 'docs/PAGE.md'));
    },
  ],
];

test.each(attempts)('%s: %s', async (_, expected, attempt) => {
  const { repository } = await made();
  attempt(repository);
  const found = await judged(repository);
  expect([...(found ?? [refused])]).toContain(expected);
});

test.each([
  ['audit', '--rules', 'licensed'],
  ['harden', '--rules', 'licensed'],
  ['update', '--license', 'MIT'],
  ['update', '--scope', 'cluster'],
  ['update', '--answers', 'answers.yaml'],
  ['create', '--license', 'MIT'],
  ['create', '--answers', 'answers.yaml'],
])('%s with %s %s: status 2', async (command, flag, value) => {
  const { repository } = await made();
  git(repository, 'init');
  writeFileSync(path.join(repository, 'answers.yaml'), 'license: MIT\n');
  git(repository, 'add', '.');
  git(repository, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-m', 'a');
  const words = command === 'create' ? ['../two', '--yes'] : [command, '.'];
  expect((await cli([...words, '--preset', '../preset', flag, value], repository)).status).toBe(2);
});

test.each([['update'], ['add', 'finalizer'], ['add', 'owned', 'Secret']])(
  '%s without the preset: status 2',
  async (...words) => {
    const { repository } = await made();
    git(repository, 'init');
    git(repository, 'add', '.');
    git(repository, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-m', 'a');
    expect((await cli(words, repository)).status).toBe(2);
  },
);

test('a looser preset with the same name inside the repository counts as another preset', async () => {
  const { repository } = await made();
  cpSync(path.join(repository, '../preset'), path.join(repository, 'preset'), { recursive: true });
  edit(path.join(repository, 'preset/preset.yaml'), (text) => text.replace('required: true, ', ''));
  git(repository, 'init');
  git(repository, 'add', '.');
  git(repository, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-m', 'a');
  await cli(['update', '--preset', 'preset'], repository);
  expect(await judged(repository)).toContain('preset-current');
});

test('a baseline hides no finding of a required rule', async () => {
  const { repository } = await made();
  edit(path.join(repository, deployment), rooted);
  await cli(['audit', '.', '--write-baseline', '../baseline.json'], repository);
  const found = await judged(repository, ['--baseline', '../baseline.json']);
  expect([...(found ?? [refused])]).toContain('run-as-non-root');
});

test('a finding of a required rule stays, however old it is', async () => {
  const { repository } = await made();
  edit(path.join(repository, deployment), rooted);
  git(repository, 'init');
  git(repository, 'add', '.');
  git(repository, '-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-m', 'a');
  expect([...((await judged(repository, ['--since', 'HEAD'])) ?? [refused])]).toContain('run-as-non-root');
});

test.each([
  ['GIT_DIR', (other: string) => ({ GIT_DIR: path.join(other, '.git') })],
  [
    'GIT_CONFIG_COUNT',
    () => ({
      ...{ GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'remote.origin.url' },
      GIT_CONFIG_VALUE_0: 'https://github.com/acme/legacy',
    }),
  ],
  ['GIT_CONFIG_GLOBAL', (other: string) => ({ GIT_CONFIG_GLOBAL: path.join(other, '.git/config') })],
])('the environment (%s) does not give a repository the exception of another', async (_, environment) => {
  const text = strict.replace('rule: no-privileged-container', 'rule: run-as-non-root');
  const { root, repository } = await made(text);
  edit(path.join(repository, deployment), rooted);
  const other = path.join(root, 'other');
  mkdirSync(other);
  git(other, 'init');
  git(other, 'remote', 'add', 'origin', 'https://github.com/acme/legacy');
  git(repository, 'init');
  const { stdout } = program(['audit', '.', '--preset', '../preset', '--json'], repository, environment(other));
  const found: readonly { readonly rule: string }[] = JSON.parse(stdout).findings;
  expect(found.map(({ rule }) => rule)).toContain('run-as-non-root');
});

function git(cwd: string, ...words: readonly string[]): void {
  execFileSync('git', words, { cwd, stdio: 'ignore' });
}
