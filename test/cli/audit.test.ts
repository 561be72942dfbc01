// `audit` and `harden` as users call them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cli, emptyFolder } from './run.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: a\nspec:\n  containers:\n    - name: c\n      image: a:1\n';

const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\n  namespace: a\nspec:\n  template:\n    spec:\n      containers:\n        - name: c\n          image: a:1\n';

function repository(text = pod): string {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'pod.yaml'), text);
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], { cwd: folder });
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '--message', 'a');
  return folder;
}

describe('audit', () => {
  test('--json is one document, and exits 1', async () => {
    const { status, stdout } = await cli(['audit', '--json'], repository());
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, profile: 'regular', grade: 'D' });
  });

  test.each([
    [['--fail-on', 'critical'], 0],
    [['--fail-on', 'high'], 1],
    [['--min-severity', 'critical'], 0],
    [['--rules', 'no-service-links'], 1],
    [['--rules', 'no-service-links', '--fail-on', 'medium'], 0],
    [['--exclude', 'deploy'], 1],
  ])('%j exits %i', async (words, expected) =>
    expect((await cli(['audit', ...words], repository())).status).toBe(expected),
  );

  test('the configuration has the same effect as flags, and flags win', async () => {
    const folder = repository();
    writeFileSync(
      path.join(folder, '.kube-secure-controller.yaml'),
      'profile: auditor\nfail-on: critical\nmin-severity: high\nseverity:\n  no-service-links: critical\n',
    );
    const { status, stdout } = await cli(['audit', '--json'], folder);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'auditor', minSeverity: 'high' });
    expect(JSON.parse(stdout).findings[0]).toMatchObject({ rule: 'no-service-links', severity: 'critical' });
    expect((await cli(['audit', '--profile', 'regular'], folder)).status).toBe(0);
  });

  test('an excluded folder is named and not judged', async () => {
    const folder = repository();
    mkdirSync(path.join(folder, 'dev'));
    writeFileSync(path.join(folder, 'dev/pod.yaml'), pod.replace('spec:\n', 'spec:\n  hostPID: true\n'));
    const excluded = JSON.parse((await cli(['audit', '--json', '--exclude', 'dev/,nowhere'], folder)).stdout);
    expect(JSON.stringify(excluded.findings)).not.toContain('dev/');
    expect(excluded.setAside).toEqual([
      { path: 'dev/', why: 'is excluded' },
      { path: 'nowhere', why: 'is excluded, and holds nothing: is it the right folder?' },
    ]);
  });

  test('exits 0 if the rule is kept', async () =>
    expect((await cli(['audit', '--rules', 'no-host-path'], repository())).status).toBe(0));

  test('exits 2 for an unknown rule, and suggests the nearest name', async () => {
    const { status, stderr } = await cli(['audit', '--rules', 'no-host-paths'], repository());
    expect(status).toBe(2);
    expect(stderr).toContain('no-host-path');
  });

  test('--since reports new findings', async () => {
    const folder = repository();
    expect((await cli(['audit', '--since', 'HEAD'], folder)).status).toBe(0);
    writeFileSync(path.join(folder, 'pod.yaml'), pod.replace('spec:\n', 'spec:\n  hostPID: true\n'));
    const { status, stdout } = await cli(['audit', '--since', 'HEAD', '--json'], folder);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ rule: 'no-host-pid', line: 7 }]);
  });

  test.each(['nothing', '--output=x'])('--since %s is refused', async (revision) =>
    expect((await cli(['audit', `--since=${revision}`], repository())).status).toBe(2),
  );
});

describe('harden', () => {
  test('writes with --yes, and writes nothing the second time', async () => {
    const folder = repository(deployment);
    expect((await cli(['harden', '--yes', '--only', 'no-service-links'], folder)).status).toBe(0);
    expect(readFileSync(path.join(folder, 'pod.yaml'), 'utf8')).toBe(`${deployment}      enableServiceLinks: false\n`);
    expect((await cli(['harden', '--yes', '--force', '--only', 'no-service-links'], folder)).stdout).toContain(
      'Nothing was written.',
    );
  });

  test('--dry-run writes nothing, and prints a patch that git applies', async () => {
    const folder = repository(deployment);
    const { stdout } = await cli(['harden', '--dry-run'], folder);
    execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input: stdout });
    expect(readFileSync(path.join(folder, 'pod.yaml'), 'utf8')).toBe(deployment);
  });

  test('refuses uncommitted changes', async () => {
    const folder = repository();
    mkdirSync(path.join(folder, 'new'));
    writeFileSync(path.join(folder, 'new', 'file'), '');
    const { status, stderr } = await cli(['harden', '--yes'], folder);
    expect(status).toBe(1);
    expect(stderr).toContain('--force');
  });

  test('never waits for an answer', async () => expect((await cli(['harden'], repository())).status).toBe(2));
});
