// Attempts to bypass a preset: each gives status 2 or a finding. None stays silent.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parsePreset } from '../../src/presets/parse.ts';
import { cli, emptyFolder } from '../cli/run.ts';
import { deployment, edit, findings, made, record, rooted, strict } from './made.ts';

const example = path.resolve(import.meta.dirname, '../../examples/preset');

const withComment = (comment: string) => (text: string) =>
  text.replaceAll(
    'runAsNonRoot: true',
    `runAsNonRoot: false # kube-secure-controller: ignore[run-as-non-root] ${comment}`,
  );

const attempts: readonly (readonly [string, string, (repository: string) => void])[] = [
  [
    'suppress a required rule at its line',
    'run-as-non-root',
    (at) => edit(path.join(at, deployment), withComment('SEC-9 until 2099-01-01')),
  ],
  [
    'suppress a required rule for the whole file',
    'run-as-non-root',
    (at) =>
      edit(
        path.join(at, deployment),
        (text) => `# kube-secure-controller: ignore-file[run-as-non-root] SEC-9 until 2099-01-01\n${rooted(text)}`,
      ),
  ],
  [
    'suppress a required rule in the configuration',
    'run-as-non-root',
    (at) => {
      edit(path.join(at, deployment), rooted);
      writeFileSync(
        path.join(at, '.kube-secure-controller.yaml'),
        'ignore: [{ rule: run-as-non-root, reason: SEC-9 until 2099-01-01 }]\n',
      );
    },
  ],
  [
    'suppress a rule of the preset itself',
    'acme-label',
    (at) =>
      edit(
        path.join(at, deployment),
        (text) => `# kube-secure-controller: ignore-file[acme-label] SEC-9 until 2099-01-01\n${text}`,
      ),
  ],
  ['suppress that the record is missing', 'preset-current', (at) => writeFileSync(path.join(at, record), '{}')],
  [
    'suppress without a day',
    'drop-all-capabilities',
    (at) =>
      edit(path.join(at, deployment), (text) =>
        text.replace(
          /^( +)drop: \[?"?ALL"?\]?.*$/m,
          '$1drop: [] # kube-secure-controller: ignore[drop-all-capabilities] SEC-9',
        ),
      ),
  ],
  [
    'suppress with a day that has passed',
    'drop-all-capabilities',
    (at) =>
      edit(path.join(at, deployment), (text) =>
        text.replace(
          /^( +)drop: \[?"?ALL"?\]?.*$/m,
          '$1drop: [] # kube-secure-controller: ignore[drop-all-capabilities] SEC-9 until 2020-01-01',
        ),
      ),
  ],
  [
    'suppress without a ticket',
    'drop-all-capabilities',
    (at) =>
      edit(path.join(at, deployment), (text) =>
        text.replace(
          /^( +)drop: \[?"?ALL"?\]?.*$/m,
          '$1drop: [] # kube-secure-controller: ignore[drop-all-capabilities] later until 2099-01-01',
        ),
      ),
  ],
  ['remove the record', 'preset-current', (at) => rmSync(path.join(at, record))],
  [
    'forget the preset in the record',
    'preset-current',
    (at) => edit(path.join(at, record), (text) => text.replace(/"preset": \{[^}]*\},/, '')),
  ],
  [
    'name another preset in the record',
    'preset-current',
    (at) => edit(path.join(at, record), (text) => text.replace('"name": "preset"', '"name": "mine"')),
  ],
  [
    'name another text in the record',
    'preset-current',
    (at) => edit(path.join(at, record), (text) => text.replace(/sha512-[^"]+/, 'sha512-AAAA')),
  ],
  ['a record that is not JSON', 'preset-current', (at) => writeFileSync(path.join(at, record), '{')],
  [
    'a record with a prototype',
    'preset-current',
    (at) =>
      writeFileSync(
        path.join(at, record),
        '{"__proto__": {"create-kube-secure-controller": {"preset": {"name": "preset"}}}}',
      ),
  ],
  [
    'change a locked answer in the record',
    'preset-answers',
    (at) => edit(path.join(at, record), (text) => text.replace('"license": "none"', '"license": "MIT"')),
  ],
  [
    'change an answer to one that is not allowed',
    'preset-answers',
    (at) => edit(path.join(at, record), (text) => text.replace('"scope": "namespaced"', '"scope": "cluster"')),
  ],
  ['edit a file of the preset', 'preset-files', (at) => writeFileSync(path.join(at, 'docs/PAGE.md'), 'mine\n')],
  ['remove a file of the preset', 'preset-files', (at) => rmSync(path.join(at, 'docs/PAGE.md'))],
  [
    'replace a file of the preset with a link',
    'preset-files',
    (at) => {
      rmSync(path.join(at, 'docs/PAGE.md'));
      symlinkSync('../README.md', path.join(at, 'docs/PAGE.md'));
    },
  ],
  [
    'claim to be the repository with the exception',
    'acme-label',
    (at) =>
      edit(path.join(at, record), (text) => text.replace('"repository": "example/one"', '"repository": "acme/legacy"')),
  ],
];

test.each(attempts)('%s: %s still reports, and harden does not treat it as resolved', async (_, rule, attempt) => {
  const { repository } = await made();
  attempt(repository);
  expect(await findings(repository)).toContain(rule);
  const { status, stdout } = await cli(['harden', '.', '--preset', '../preset', '--dry-run', '--json'], repository);
  const steps: readonly { readonly rule: string }[] = status === 2 ? [] : JSON.parse(stdout).steps;
  if (status !== 2) expect(new Set(steps.map((step) => step.rule))).toContain(rule);
});

test.each([
  ['a severity', 'severity: { run-as-non-root: low }'],
  ['a profile', 'profile: regular'],
  ['an excluded folder', 'exclude: [deploy]'],
  ['a minimum severity', 'min-severity: critical'],
  ['a higher fail-on', 'fail-on: critical'],
])('%s in the configuration of the repository has no effect, and is reported', async (_, text) => {
  const { repository } = await made();
  edit(path.join(repository, deployment), rooted);
  writeFileSync(path.join(repository, '.kube-secure-controller.yaml'), `${text}\n`);
  const found = await findings(repository);
  expect(found).toContain('run-as-non-root');
  expect(found).toContain('preset-config');
});

test('--ignore of a required rule in harden: status 2', async () => {
  const { repository } = await made();
  const words = ['harden', '.', '--preset', '../preset', '--dry-run', '--ignore', 'run-as-non-root'];
  const { status, stderr } = await cli(words, repository);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('the preset preset requires it') });
});

test('the configuration of a repository cannot set a preset', async () => {
  const { repository } = await made();
  writeFileSync(path.join(repository, '.kube-secure-controller.yaml'), 'preset: none\n');
  expect((await cli(['audit', '.', '--preset', '../preset'], repository)).status).toBe(2);
});

test('--profile can only ask for more than the preset', async () => {
  const { repository } = await made(`profile: pedantic\n${strict}`);
  edit(path.join(repository, deployment), (text) => text.replace('readinessProbe:', 'x-probe:'));
  expect(await findings(repository, ['--profile', 'regular'])).toContain('readiness-probed');
});

test.each([
  ['--ignore', 'run-as-non-root'],
  ['--rules', 'no-wildcards'],
])('%s %s that excludes a required rule: status 2', async (flag, rule) => {
  const { repository } = await made();
  const { status, stderr } = await cli(['audit', '.', '--preset', '../preset', flag, rule], repository);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('the preset preset requires it') });
});

test.each([
  [
    'acme/legacy',
    ['https://github.com/acme/legacy', 'git@github.com:acme/legacy.git'],
    ['https://github.com/acme/other', 'https://example.com/github.com/acme/legacy', 'https://gitlab.com/acme/legacy'],
  ],
  [
    'gitlab.example.com/acme/team/legacy',
    ['https://gitlab.example.com/acme/team/legacy.git', 'git@gitlab.example.com:acme/team/legacy.git'],
    ['https://gitlab.com/acme/team/legacy', 'https://gitlab.example.com/acme/legacy'],
  ],
])('an exception for %s applies to its clones, and to no other repository', async (named, own, others) => {
  const text = strict
    .replace('rule: no-privileged-container', 'rule: run-as-non-root')
    .replace('repository: acme/legacy', `repository: ${named}`);
  const { repository } = await made(text);
  edit(path.join(repository, deployment), rooted);
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: repository, stdio: 'ignore' });
  git('init');
  git('remote', 'add', 'origin', 'https://example.com/nothing');
  for (const url of others) {
    git('remote', 'set-url', 'origin', url);
    expect(await findings(repository), url).toContain('run-as-non-root');
  }
  for (const url of own) {
    git('remote', 'set-url', 'origin', url);
    expect(await findings(repository), url).not.toContain('run-as-non-root');
  }
});

test.each([
  ['a lower severity', 'rules: { run-as-non-root: { severity: low, reason: r } }', 'can only raise it'],
  ['a rule that is switched off', 'rules: { run-as-non-root: { enabled: false, reason: r } }', 'unknown key "enabled"'],
  ['an unknown profile', 'profile: regula', 'did you mean "regular"'],
  ['an unknown rule', 'rules: { run-as-rot: { required: true, reason: r } }', 'is not a rule'],
  [
    'an unknown value of an answer',
    'answers: { scope: { allowed: [everything], reason: r } }',
    'values that the answer has',
  ],
  ['an unknown answer', 'answers: { scop: { locked: cluster, reason: r } }', 'did you mean "scope"'],
  ['no reason', 'answers: { scope: { locked: cluster } }', 'needs reason'],
  ['an alias bomb', 'answers: &a { b: *a, c: *a }', 'anchor or an alias'],
  ['prototype keys', '{"__proto__": {"rules": {}}}', 'unknown key "__proto__"'],
  ['prototype keys below', 'rules: {"constructor": {required: true, reason: r}}', 'rules.constructor is not a rule'],
  ['merge keys', 'rules: { "<<": { required: true, reason: r } }', 'is not a rule'],
  ['duplicate keys', 'rules: {}\nrules: {}', 'is no YAML'],
  [
    'an expression with a negative lookahead',
    'answers: { repository: { pattern: "^(?!a)+$", reason: r } }',
    'is not a regular',
  ],
  [
    'an expression with a lookahead',
    'answers: { repository: { pattern: "^(?=a)b", reason: r } }',
    'can take very long',
  ],
  [
    'an expression of many parts',
    'answers: { repository: { pattern: "^((a{50}){50}){50}$", reason: r } }',
    'can take very long',
  ],
  [
    'a file in place of the record',
    'files: [{ from: files/PAGE.md, to: .yo-rc.json, mode: exact, reason: r }]',
    'belongs to this program',
  ],
  [
    'a file in place of the configuration of the audit',
    'files: [{ from: files/PAGE.md, to: .kube-secure-controller.yaml, mode: exact, reason: r }]',
    'belongs to this program',
  ],
  [
    'a file outside of the repository',
    'files: [{ from: files/PAGE.md, to: ../x, mode: exact, reason: r }]',
    'does not lie in the directory',
  ],
  [
    'a file of version control',
    'files: [{ from: files/PAGE.md, to: .GIT/config, mode: exact, reason: r }]',
    'folder of version control',
  ],
  [
    'a file from outside of the preset',
    'files: [{ from: files/../../secret, to: docs/x, mode: exact, reason: r }]',
    'does not lie in the directory',
  ],
  [
    'an exception without an end',
    'exceptions: [{ repository: a/b, rule: run-as-non-root, until: never, reason: r }]',
    'must be a day',
  ],
  [
    'a rule with the name of a built-in one',
    'require: [{ id: run-as-non-root, kind: Service, path: a, exists: true, reason: r }]',
    'is a rule of this program',
  ],
])('a preset with %s is refused', (_, text, message) => {
  const { problems } = parsePreset(text, { name: 'p', version: undefined }, () => ({ content: 'x' }));
  expect(problems.join('\n')).toContain(message);
});

test.each([
  [
    'a link out of the preset',
    (at: string) => {
      rmSync(path.join(at, 'files/PAGE.md'));
      symlinkSync('/etc/hostname', path.join(at, 'files/PAGE.md'));
    },
  ],
  [
    'a link in place of preset.yaml',
    (at: string) => {
      rmSync(path.join(at, 'preset.yaml'));
      symlinkSync('/etc/hostname', path.join(at, 'preset.yaml'));
    },
  ],
  ['a preset that extends itself', (at: string) => writeFileSync(path.join(at, 'preset.yaml'), 'extends: .\n')],
  [
    'a parent by URL',
    (at: string) => writeFileSync(path.join(at, 'preset.yaml'), 'extends: https://example.com/preset\n'),
  ],
  ['a parent by range', (at: string) => writeFileSync(path.join(at, 'preset.yaml'), 'extends: "@acme/base@^1.0.0"\n')],
  [
    'a file in place of a generated one',
    (at: string) =>
      writeFileSync(
        path.join(at, 'preset.yaml'),
        'files: [{ from: files/PAGE.md, to: Dockerfile, mode: exact, reason: r }]\n',
      ),
  ],
])('%s: status 2, and nothing is written', async (_, spoil) => {
  const root = emptyFolder();
  const preset = path.join(root, 'preset');
  cpSync(example, preset, { recursive: true });
  writeFileSync(path.join(preset, 'files', 'PAGE.md'), 'page\n');
  writeFileSync(
    path.join(preset, 'preset.yaml'),
    'files: [{ from: files/PAGE.md, to: docs/PAGE.md, mode: exact, reason: r }]\n',
  );
  spoil(preset);
  expect((await cli(['one', '--yes', '--preset', 'preset'], root)).status).toBe(2);
});
