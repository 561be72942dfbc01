// Bots and checks that are configured, and yet tell nobody anything.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (rule: string, files: Readonly<Record<string, string>>): readonly string[] =>
  audit(repositoryOf(Object.entries({ 'Cargo.toml': '[package]\nname = "a"\n', 'Cargo.lock': '', ...files })), {
    rules: [rule],
  }).findings.map(({ severity, path, line, message }) => `${severity} ${path}:${line} ${message}`);

describe('Renovate', () => {
  const renovate = (text: string, path = 'renovate.json'): readonly string[] =>
    found('bot-covers-everything', { [path]: text });

  test.each([
    ['{"enabled": false}', 'the bot is turned off'],
    ['{"enabledManagers": ["dockerfile"]}', 'the bot does not look at cargo'],
    ['{"cargo": {"enabled": false}}', 'the bot does not look at cargo'],
    ['{"packageRules": [{"matchManagers": ["cargo"], "enabled": false}]}', 'the bot does not look at cargo'],
    ['{"packageRules": [{"matchPackageNames": ["*"], "enabled": false}]}', 'the bot does not look at cargo'],
    ['{\n// off for now\n"enabled": false}', 'the bot is turned off'],
  ])('that leaves crates out is told of %s', (text, said) =>
    expect(renovate(text).map((line) => line.replace(/:\d+/, ''))).toEqual([`medium renovate.json ${said}`]),
  );

  test.each([
    '{"extends": ["config:best-practices"]}',
    '{"enabledManagers": ["cargo", "github-actions"]}',
    '{"packageRules": [{"matchManagers": ["cargo"], "matchPackageNames": ["openssl"], "enabled": false}]}',
    '{"packageRules": [{"matchManagers": ["cargo"], "matchUpdateTypes": ["major"], "enabled": false}]}',
    '{"packageRules": [{"matchManagers": ["npm"], "enabled": false}]}',
    '{"npm": {"enabled": false}}',
  ])('keeps the rule with %s', (text) => expect(renovate(text)).toEqual([]));
});

describe('Dependabot', () => {
  const dependabot = (ignore: string): readonly string[] =>
    found('bot-covers-everything', {
      '.github/dependabot.yml': `version: 2\nupdates:\n  - package-ecosystem: cargo\n    directory: /\n    ignore: [${ignore}]\n`,
    });

  test('that ignores every crate is told', () =>
    expect(dependabot('{dependency-name: "*"}')).toEqual([
      'medium .github/dependabot.yml:5 cargo: the bot ignores every dependency',
    ]));

  test.each([
    '{dependency-name: "*", update-types: ["version-update:semver-major"]}',
    '{dependency-name: kube, versions: [">=3"]}',
  ])('keeps the rule when it ignores %s', (ignore) => expect(dependabot(ignore)).toEqual([]));
});

describe('a check of the dependencies', () => {
  const ci = (job: string): readonly string[] =>
    found('advisories-in-ci', { '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    runs-on: b\n${job}` });
  const said = (line: number): string =>
    `medium .github/workflows/a.yml:${line} the run stays green whatever the check finds`;

  test.each([
    ['    steps: [{run: cargo deny check || true}]\n', 5],
    ['    steps:\n      - run: |\n          cargo audit || echo "never mind"\n', 6],
    ['    steps: [{run: cargo audit, continue-on-error: true}]\n', 5],
    ['    steps: [{uses: rustsec/audit-check@v2, continue-on-error: true}]\n', 5],
    ['    steps: [{run: cargo install cargo-audit}, {run: cargo audit || true}]\n', 5],
  ])('that nobody hears of is told: %j', (job, line) => expect(ci(job)).toEqual([said(line)]));

  test.each([
    '    steps: [{run: cargo deny check}]\n',
    '    steps: [{run: cargo audit || exit 1}]\n',
    '    steps: [{run: cargo audit, continue-on-error: "${{ matrix.soft }}"}]\n',
    '    steps: [{run: cargo deny check advisories, continue-on-error: true}, {run: cargo deny check bans}]\n',
    '    continue-on-error: true\n    steps: [{run: cargo audit}]\n',
    '    steps: [{run: cargo audit, id: b, continue-on-error: true}, {run: ./mail, if: "steps.b.outcome != \'success\'"}]\n',
    '    steps: [{run: trivy fs ., continue-on-error: true}, {uses: github/codeql-action/upload-sarif@v4}]\n',
  ])('that may fail keeps the rule: %j', (job) => expect(ci(job)).toEqual([]));

  test('in a comment is none', () =>
    expect(ci('    # cargo audit is for later\n    steps: [{run: cargo test}]\n')).toEqual([
      'medium Cargo.toml:1 no workflow runs cargo deny or cargo audit',
    ]));
});
