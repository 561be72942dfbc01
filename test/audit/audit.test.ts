// Suppressions, the configuration, new findings, and broken repositories.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { configOf } from '../../src/audit/config.ts';
import { newSince } from '../../src/audit/since.ts';
import { sarifReport } from '../../src/audit/sarif-report.ts';
import { select } from '../../src/audit/select.ts';
import { textReport } from '../../src/audit/text-report.ts';
import { readRepository } from '../../src/repo/read.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const pod = (containers: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: a\nspec:\n  containers:\n${containers}`;
const repository = (files: Readonly<Record<string, string>>) => repositoryOf(Object.entries(files));
const privileged = '    - name: c\n      image: a\n      securityContext:\n        privileged: true\n';
const only = { rules: ['no-privileged-container', 'suppression-has-reason'] };

describe('a suppression', () => {
  test('with a reason is accepted and shown', () => {
    const text = pod(
      privileged.replace('true', 'true # kube-secure-controller: ignore[no-privileged-container] it loads a module'),
    );
    expect(audit(repository({ 'a.yaml': text }), only)).toMatchObject({
      findings: [],
      suppressed: [{ reason: 'it loads a module' }],
    });
  });

  test('on its own line applies to the next line', () => {
    const text = pod(
      privileged.replace(
        '        privileged',
        '        # kube-secure-controller: ignore[no-privileged-container] it loads a module\n        privileged',
      ),
    );
    expect(audit(repository({ 'a.yaml': text }), only).findings).toEqual([]);
  });

  test('without a reason adds a finding', () => {
    const text = pod(privileged.replace('true', 'true # kube-secure-controller: ignore[no-privileged-container]'));
    expect(audit(repository({ 'a.yaml': text }), only).findings.map(({ rule }) => rule)).toEqual([
      'no-privileged-container',
      'suppression-has-reason',
    ]);
  });

  test.each(['TODO: say why', 'todo', 'FIXME later', 'TBD'])('with %j as its reason has no reason', (reason) => {
    const text = pod(
      privileged.replace('true', `true # kube-secure-controller: ignore[no-privileged-container] ${reason}`),
    );
    expect(audit(repository({ 'a.yaml': text }), only).findings.map(({ rule }) => rule)).toEqual([
      'no-privileged-container',
      'suppression-has-reason',
    ]);
  });

  test('of another rule has no effect', () => {
    const text = pod(privileged.replace('true', 'true # kube-secure-controller: ignore[no-host-path] no'));
    expect(audit(repository({ 'a.yaml': text }), only).findings).toHaveLength(1);
  });
});

describe('the configuration', () => {
  const config = (text: string) => configOf(repository({ '.kube-secure-controller.yaml': text }));

  test('ignores findings below a path', () => {
    const read = config('ignore:\n  - rule: no-privileged-container\n    path: a\n    reason: tests\n');
    const files = { 'a/b.yaml': pod(privileged), 'ab.yaml': pod(privileged) };
    expect(audit(repository(files), { ...only, config: read }).findings.map((finding) => finding.path)).toEqual([
      'ab.yaml',
    ]);
  });

  test.each([
    ['ignored: []\n', /"ignored" is not a key/],
    ['ignore:\n  - rule: nothing\n    reason: a\n', /"nothing" is not a rule/],
    ['ignore:\n  - rule: no-host-path\n', /needs a reason/],
    ['ignore: [', /line 1/],
    ['profil: regular\n', /"profil" is not a key \(did you mean "profile"\?\)/],
    ['profile: regula\n', /one of regular, pedantic, auditor \(did you mean "regular"\?\)/],
    ['min-severity: hihg\n', /did you mean "high"\?/],
    ['fail-on: 3\n', /must be one of critical, high, medium, low/],
    ['exclude: dev\n', /exclude must be a list/],
    ['exclude: [1]\n', /exclude\[0\] must be a text/],
    ['severity:\n  no-host-paths: low\n', /"no-host-paths" is not a rule \(did you mean "no-host-path"\?\)/],
    ['severity:\n  no-host-path: off\n', /severity of no-host-path: "off" must be one of/],
    ['baseline: known.json\n', /"baseline" is not a key/],
  ])('refuses %j', (text, message) => expect(() => config(text)).toThrow(message));
});

test('only new findings are reported since a revision, even if lines moved', () => {
  const before = audit(repository({ 'a.yaml': pod(privileged) }), only);
  const after = audit(
    repository({ 'a.yaml': `# moved\n${pod(privileged + privileged.replace('name: c', 'name: d'))}` }),
    only,
  );
  expect(newSince(after, before).findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('container d'),
  ]);
});

test('an object that also is in an OLM bundle or a rendered chart is reported once', () => {
  const files = {
    'deploy/a.yaml': pod(privileged),
    'bundle/manifests/a.yaml': pod(privileged),
    'charts/x/Chart.yaml': 'name: c\n',
    'all.yaml': `# Source: c/templates/a.yaml\n${pod(privileged)}`,
  };
  const { findings, setAside } = audit(repository(files), only);
  expect(findings.map((finding) => finding.path)).toEqual(['deploy/a.yaml']);
  expect(setAside.map((skipped) => skipped.path)).toEqual(['all.yaml', 'bundle/manifests/a.yaml']);
});

test('an invalid document is unknown, and the rest of its file is judged', () => {
  const { findings } = audit(
    repository({ 'a.yaml': `kind: Secret\n  a: [\n---\n${pod(privileged)}`, 'deny.toml': 'a = \n' }),
    { rules: ['understood', 'no-privileged-container'] },
  );
  expect(findings).toMatchObject([
    { rule: 'no-privileged-container', state: 'broken', line: 14 },
    { rule: 'understood', state: 'unknown', path: 'a.yaml' },
    { rule: 'understood', state: 'unknown', path: 'deny.toml', line: 1 },
  ]);
});

test('reports name every finding', () => {
  const files = repository({ 'a.yaml': pod(privileged) });
  const result = audit(files);
  const sarif = JSON.stringify(sarifReport(result, { name: 'a', version: '1.0.0', homepage: 'https://example.dev' }));
  for (const { rule } of result.findings) {
    expect(
      textReport(select(result), files, { paint: (_, text) => text, width: 100, height: 40 }, true).join('\n'),
    ).toContain(rule);
    expect(sarif).toContain(`"ruleId":"${rule}"`);
  }
});

describe('a directory with', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'audit-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('links, binaries, large files and files in other encodings is audited without them, and each is named', () => {
    mkdirSync(path.join(root, 'target'));
    writeFileSync(path.join(root, 'target', 'a.yaml'), pod(privileged));
    symlinkSync('/etc', path.join(root, 'out'));
    symlinkSync('.', path.join(root, 'round'));
    writeFileSync(path.join(root, 'binary.yaml'), Buffer.from([0x61, 0, 0x62]));
    writeFileSync(path.join(root, 'latin.yaml'), Buffer.from([0x61, 0xe9]));
    writeFileSync(path.join(root, 'huge.yaml'), '#'.repeat(9_000_000));
    writeFileSync(path.join(root, 'a.yaml'), pod(privileged));
    const { files, skipped } = readRepository(root);
    expect([...files.keys()]).toEqual(['a.yaml']);
    expect(skipped.map((one) => one.path).sort()).toEqual([
      'binary.yaml',
      'huge.yaml',
      'latin.yaml',
      'out',
      'round',
      'target',
    ]);
  });

  test('an unreadable folder gives an error that names the folder', () => {
    const closed = path.join(root, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o000);
    // root can read everything, so the case does not exist.
    if (process.getuid?.() !== 0) expect(() => readRepository(closed)).toThrow(/cannot be listed/);
    chmodSync(closed, 0o700);
    expect(() => readRepository(path.join(root, 'nowhere'))).toThrow(/does not exist/);
    expect(() => readRepository(path.join(root, 'a.yaml'))).toThrow(/is not a directory/);
  });
});
