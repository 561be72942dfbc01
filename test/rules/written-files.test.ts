// The files that harden writes completely come from the repository: deny.toml from its Cargo.lock, dependabot.yml from
// its folders.
import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { audit } from '../../src/audit/audit.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';

type Texts = Readonly<Record<string, string>>;

const reference = repositoryOf(scaffold(resolveAnswers({ name: 'a' }, { defaults: true }), readTemplates('templates')));

function written(path: string, rule: string, texts: Texts): string {
  const { after, steps } = planHardening(repositoryOf(Object.entries(texts)), reference, {
    rules: [rule],
    takes: () => true,
    today: '2026-11-28',
  });
  return after.files.get(path) ?? steps.map(({ why = '' }) => why).join();
}

const registry = 'registry+https://github.com/rust-lang/crates.io-index';
const locked = (name: string, { version = '1.0.0', source = registry, needs = [] as readonly string[] } = {}): string =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${source === '' ? '' : `source = "${source}"\n`}${needs.length === 0 ? '' : `dependencies = [\n${needs.map((one) => ` "${one}",\n`).join('')}]\n`}`;
const manifest = '[package]\nname = "a"\nversion = "0.1.0"\nlicense = "MIT"\n';
const deny = (packages: readonly string[], texts: Texts = {}): string =>
  written('deny.toml', 'dependencies-checked', {
    'Cargo.toml': manifest,
    'Cargo.lock': [locked('a', { source: '' }), ...packages].join('\n'),
    ...texts,
  });

/** With the licences that Cargo.lock does not show, and that require no more than MIT. */
const usual = reference.files
  .get('deny.toml')
  ?.replace('"Zlib",\n', '"Zlib",\n  "0BSD",\n  "BSL-1.0",\n  "CC0-1.0",\n  "MIT-0",\n  "Unlicense",\n');

test('deny.toml equals the reference if possible, and is not written without a lock file', () => {
  expect(usual).not.toBe(reference.files.get('deny.toml'));
  expect(deny([locked('serde')])).toBe(usual);
  expect(written('deny.toml', 'dependencies-checked', { 'Cargo.toml': manifest })).toBe(
    'there is no Cargo.lock to read it from',
  );
});

test('a banned crate in the lock file is an exception with a date, limited to its dependents', () => {
  const text = deny([locked('openssl'), locked('native-tls', { needs: ['openssl 1.0.0'] })]);
  expect(text).toContain('# 2026-11-28: Cargo.lock has it; nothing else may bring it in.');
  expect(text).toContain('{ crate = "openssl", wrappers = ["native-tls"] }');
  expect(text).toContain('{ crate = "openssl-sys", use-instead = "rustls" }');
});

test('only the git repositories and registries of the lock file are allowed, with the revision as written', () => {
  const git = (query: string): string =>
    deny([locked('b', { source: `git+https://example.com/b.git${query}#0123` }), locked('serde')]);
  expect(git('?rev=0123')).toContain('"https://example.com/b.git", # 2026-11-28: in Cargo.lock');
  expect(git('?rev=0123')).toContain('required-git-spec = "rev"');
  expect(git('?tag=v1')).toContain('required-git-spec = "tag"');
  expect(git('?branch=main')).toContain('required-git-spec = "branch"');
  expect(git('')).toContain('required-git-spec = "any"');
  expect(deny([locked('b', { source: 'registry+https://crates.example.com/index' })])).toMatch(
    /allow-registry = \[.*, "https:\/\/crates\.example\.com\/index"\]/,
  );
});

test('unusual licences are exceptions for one crate', () => {
  expect(deny([locked('option-ext')])).toContain('{ crate = "option-ext", allow = ["MPL-2.0"] }');
  expect(deny([locked('minidom')])).toContain('{ crate = "minidom", allow = ["MPL-2.0"] }');
  expect(deny([locked('serde')], { 'Cargo.toml': manifest.replace('MIT', 'AGPL-3.0-only') })).toContain(
    '{ crate = "a", allow = ["AGPL-3.0-only"] }',
  );
  expect(deny([locked('serde')], { 'Cargo.toml': manifest.replace('MIT', 'MIT OR EUPL-1.2') })).not.toContain('EUPL');
  expect(deny([locked('ring', { version: '0.17.9' })])).toContain('expression = "MIT AND ISC AND OpenSSL"');
  expect(deny([locked('ring', { version: '0.17.10' })])).toBe(usual);
  expect(deny([locked('webpki'), locked('ring', { version: '0.16.20' })])).toMatch(
    /clarify = \[\{ crate = "ring", .*\}, \{ crate = "webpki", expression = "ISC"/,
  );
  expect(deny([locked('ring', { version: '0.17.14' })])).toBe(usual);
});

test('if cargo-deny would refuse a package for its licence, it is named, and no deny.toml is written', () => {
  const own = (text: string, workspace = ''): string =>
    deny([locked('serde')], { 'Cargo.toml': `[package]\nname = "a"\nversion = "0.1.0"\n${text}${workspace}` });
  const refusal = 'cargo-deny would refuse Cargo.toml, which names no license: write license = "…" into it first';
  expect(own('')).toBe(refusal);
  expect(own('license-file = "LICENSE"\n')).toBe(refusal);
  expect(own('license.workspace = true\n', '[workspace.package]\nedition = "2024"\n')).toBe(refusal);
  expect(own('license.workspace = true\n', '[workspace.package]\nlicense = "MIT"\n')).toContain('[licenses]');
  const odd = 'cargo-deny may refuse Cargo.toml: BSL-1.1 is not an SPDX identifier that this version knows';
  expect(own('license = "BSL-1.1"\n')).toBe(odd);
  expect(own('license = "BSL-1.1"\npublish = false\n')).toBe(odd);
  expect(own('license = "(MIT/Apache-2.0 WITH LLVM-exception) AND BUSL-1.1"\n')).toContain('[licenses]');
  expect(own('publish = false\n')).toContain('[licenses]');
  expect(own('publish.workspace = true\n', '[workspace.package]\npublish = false\n')).toContain('[licenses]');
});

test('dependencies without a version are warnings until they have one', () => {
  const wild = (line: string, publish = ''): string =>
    deny([locked('serde')], { 'Cargo.toml': `${manifest}${publish}[dependencies]\n${line}\n` });
  expect(wild('serde = "*"')).toContain('wildcards = "warn"');
  expect(wild('b = { path = "b" }')).toContain('wildcards = "warn"');
  expect(wild('b = { path = "b" }', 'publish = false\n')).toContain('wildcards = "deny"');
  expect(wild('serde = "1"')).toContain('wildcards = "deny"');
});

const folders: Texts = {
  'operator/Cargo.toml': manifest,
  'operator/Cargo.lock': locked('a', { source: '' }),
  'images/a/Dockerfile': 'FROM a\n',
  'images/b/Dockerfile': 'FROM b\n',
  'tests/Dockerfile': 'FROM c\n',
  '.github/workflows/a.yml': 'on: push\njobs: {}\n',
};

test('dependabot.yml names exactly the existing folders', () => {
  const text = written('.github/dependabot.yml', 'one-update-bot', folders);
  expect(text).toContain('- package-ecosystem: cargo\n    directory: /operator\n');
  expect(text).toContain(
    '- package-ecosystem: docker\n    directories:\n      - /images/a\n      - /images/b\n    schedule:',
  );
  expect(text).toContain('- package-ecosystem: github-actions\n    directory: /\n');
  expect(text).not.toMatch(/rust-toolchain|tests|deploy/);
  const after = repositoryOf(Object.entries({ ...folders, '.github/dependabot.yml': text }));
  expect(audit(after, { rules: ['bot-covers-everything', 'one-update-bot'] }).findings).toEqual([]);
});

test('the kube crates are one group if a package depends on them', () => {
  const bot = (more: string): string =>
    written('.github/dependabot.yml', 'one-update-bot', { 'Cargo.toml': manifest, 'tool/Cargo.toml': manifest + more });
  expect(bot('[dependencies]\nkube = "4"\n')).toContain('      kube: # these only work together\n');
  const text = bot('[dependencies]\nserde = "1"\n');
  expect(text).not.toMatch(/kube|exclude-patterns/);
  expect(text).toContain('    groups:\n      rust:\n        patterns: ["*"]\n        update-types: [minor, patch]\n');
});

test('a folder without an entry is reported and added', () => {
  const bot = (directory: string): Texts => ({
    ...folders,
    '.github/dependabot.yml': `version: 2\nupdates:\n- package-ecosystem: cargo\n  directory: /operator\n- package-ecosystem: github-actions\n- package-ecosystem: docker\n  ${directory}\n`,
  });
  const found = (texts: Texts): readonly string[] =>
    audit(repositoryOf(Object.entries(texts)), { rules: ['bot-covers-everything'] }).findings.map(
      ({ message }) => message,
    );
  expect(found(bot('directory: images/a/'))).toEqual(['does not look at docker in /images/b']);
  expect(found(bot('directories: ["/images/*"]'))).toEqual([]);
  expect(found(bot('directories: ["**/*"]'))).toEqual([]);
  expect(written('.github/dependabot.yml', 'bot-covers-everything', bot('directory: /images/a'))).toContain(
    '\n- package-ecosystem: docker\n  directory: /images/b\n',
  );
});

test('the folder of the workflows is watched under its own name, too, where no action is at the root', () => {
  const bot = (directory: string): Texts => ({
    '.github/workflows/a.yml': 'on: push\njobs: {}\n',
    '.github/dependabot.yml': `version: 2\nupdates:\n- package-ecosystem: github-actions\n  directory: ${directory}\n`,
  });
  const found = (texts: Texts): readonly string[] =>
    audit(repositoryOf(Object.entries(texts)), { rules: ['bot-covers-everything'] }).findings.map(
      ({ message }) => message,
    );
  expect(found(bot('/'))).toEqual([]);
  expect(found(bot('/.github/workflows'))).toEqual([]);
  expect(found(bot('.github/workflows/'))).toEqual([]);
  expect(found(bot('/.github'))).toEqual(['does not look at github-actions']);
  expect(found({ ...bot('/.github/workflows'), 'action.yml': 'runs: {using: composite, steps: []}\n' })).toEqual([
    'does not look at github-actions',
  ]);
});

const audited = (texts: Texts): string => written('.github/workflows/audit.yml', 'advisories-in-ci', texts);

test('the daily check reads each Cargo.lock at its path, and is not written without one', () => {
  expect(audited({ 'Cargo.toml': manifest, 'Cargo.lock': '' })).toBe(
    reference.files.get('.github/workflows/audit.yml'),
  );
  const text = audited({ 'a/Cargo.toml': manifest, 'a/Cargo.lock': '', 'b/Cargo.toml': manifest, 'b/Cargo.lock': '' });
  for (const folder of ['a', 'b']) {
    expect(text).toContain(`- run: cargo deny --locked --manifest-path ${folder}/Cargo.toml check advisories\n`);
    expect(text).toContain(`- run: cargo audit --file ${folder}/Cargo.lock\n`);
  }
  expect(audited({ 'Cargo.toml': manifest })).toContain('no Cargo.lock is committed');
});

test('an old Cargo.lock in a workspace member is ignored', () => {
  const texts = {
    'Cargo.toml': '[workspace]\nmembers = ["a"]\nexclude = ["c"]\n',
    'Cargo.lock': '',
    'a/Cargo.toml': manifest,
    'a/Cargo.lock': '',
    'c/Cargo.toml': manifest,
    'c/Cargo.lock': '',
  };
  expect(audited(texts)).not.toContain('a/Cargo');
  expect(audited(texts)).toContain('cargo audit\n      - run: cargo audit --file c/Cargo.lock\n');
  expect(written('.github/dependabot.yml', 'one-update-bot', texts)).toContain('directories:\n      - /\n      - /c\n');
});

test('an obsolete key of cargo-deny is removed with its comment, unless CI still runs an old cargo-deny', () => {
  const before =
    '[advisories]\n# The level of vulnerabilities\nvulnerability = "deny"\n# The level of unmaintained\nunmaintained = "warn"\n#other = 1\n# Notices\nnotice = "warn"\nignore = []\n';
  const after = '[advisories]\n# The level of unmaintained\nunmaintained = "workspace"\n#other = 1\nignore = []\n';
  const hardened = (version: string): string | undefined =>
    planHardening(
      repositoryOf([
        ['Cargo.toml', manifest],
        ['deny.toml', before],
        [
          '.github/workflows/ci.yml',
          `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: EmbarkStudios/cargo-deny-action@${version}\n`,
        ],
      ]),
      reference,
      { rules: ['deny-config-current'], takes: ({ fix }) => fix === 'safe' },
    ).after.files.get('deny.toml');
  expect(hardened('v2')).toBe(after);
  expect(hardened('v1')).toBe(before);
  expect(hardened(`${'0'.repeat(40)} # v1.6.3`)).toBe(before);
});
