// The order of findings, the reach of a suppression, and the counts of the score.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import type { Finding } from '../../src/audit/finding.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const pod = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: a\nspec:\n  hostPID: true\n${more}  containers:\n    - name: c\n      image: a\n      securityContext:\n        privileged: true\n    - name: d\n      image: b\n      securityContext:\n        privileged: true\n`;
const repository = repositoryOf([
  ['b.yaml', `${pod('a')}---\n${pod('b')}`],
  ['a.yaml', pod('c')],
  ['broken.yaml', 'kind: Pod\n  a: [\n'],
  ['charts/Chart.yaml', 'name: x\n'],
  ['charts/templates/a.yaml', pod('d').replace('hostPID: true', 'hostPID: {{ include "x" . }}')],
]);
const { findings, kept } = audit(repository);

test('known findings come first, the most severe at the top, then by rule, file, line and message', () => {
  const ranks = ['critical', 'high', 'medium', 'low'];
  const key = ({ state, severity, rule, path, line, message }: Finding): string =>
    [
      state === 'unknown' ? 1 : 0,
      ranks.indexOf(severity),
      rule.padEnd(40),
      path.padEnd(40),
      String(line).padStart(6, '0'),
      message,
    ].join(' ');
  const keys = findings.map(key);
  expect(keys).toEqual([...keys].sort());
  expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(ranks));
  expect(new Set(findings.map(({ state }) => state)).size).toBe(2);
});

test('no rule with a finding counts as kept, and the kept rules are in order', () => {
  expect(kept.filter((rule) => findings.some((finding) => finding.rule === rule))).toEqual([]);
  expect(kept.length).toBeGreaterThan(3);
  expect(kept).toEqual([...kept].sort());
});

test('a finding that cannot be judged or has no fix is left to a person', () => {
  expect(findings.filter(({ state, fix }) => state === 'unknown' && fix !== 'manual')).toEqual([]);
  expect(
    findings.filter(({ rule }) => rule === 'own-namespace' || rule === 'no-privileged-container').map(({ fix }) => fix),
  ).not.toContain('safe');
});

test.each([
  [0, 12],
  [1, 16],
])('a comment applies only to its own line: %#', (index, line) => {
  const lines = pod('a')
    .split('\n')
    .map((text, at) =>
      at === line - 1 ? `${text} # kube-secure-controller: ignore[no-privileged-container] why` : text,
    );
  const left = audit(
    repositoryOf([
      ['a.yaml', lines.join('\n')],
      ['b.yaml', pod('a')],
    ]),
    { rules: ['no-privileged-container'] },
  ).findings;
  expect(left.map((finding) => `${finding.path}:${finding.line}`)).toEqual([
    ['a.yaml:16', 'a.yaml:12'][index],
    'b.yaml:12',
    'b.yaml:16',
  ]);
});

test('unread files are named in order if a rule would have read them', () => {
  const skipped = ['z.yaml', 'picture.png', 'a/Dockerfile', 'src/a.rs', 'deny.toml'].map((path) => ({
    path,
    why: 'is a symbolic link',
  }));
  expect(audit(repositoryOf([['docs/a.yaml', pod('a')]], skipped)).setAside.map(({ path }) => path)).toEqual([
    'a/Dockerfile',
    'deny.toml',
    'docs/a.yaml',
    'src/a.rs',
    'z.yaml',
  ]);
});
