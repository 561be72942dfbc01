// Each profile includes the smaller ones, and hidden findings are counted.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { causesOf } from '../../src/audit/cause.ts';
import { select } from '../../src/audit/select.ts';
import { debtsOf } from '../../src/audit/since.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { PROFILES } from '../../src/rules/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { SEVERITIES } from '../../src/kubernetes/privileges.ts';

const pod = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  namespace: a\nspec:\n  hostPID: true\n  containers:\n    - name: c\n      image: a\n      securityContext:\n        privileged: true\n`;
const role = (name: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}\nrules:\n  - apiGroups: [""]\n    resources: [secrets]\n    verbs: [get, list]\n`;
const workflow = `on: push\njobs:\n${['a', 'b', 'c'].map((job) => `  ${job}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: true\n`).join('')}`;
const all = audit(
  repositoryOf([
    ['a.yaml', pod('a')],
    ['b.yaml', pod('b')],
    ['roles/one.yaml', role('reader')],
    ['roles/two.yaml', role('reader')],
    ['roles/three.yaml', role('other')],
    ['.github/workflows/ci.yml', workflow],
  ]),
);

describe('a profile', () => {
  test.each(PROFILES)('%s shows the rules of its own and of smaller profiles, and counts the others', (profile) => {
    const shown = select(all, { profile });
    const within = PROFILES.slice(0, PROFILES.indexOf(profile) + 1);
    const profileOf = new Map(rules.map((rule) => [rule.id, rule.profile]));
    for (const { rule } of shown.findings) expect(within).toContain(profileOf.get(rule));
    for (const rule of shown.kept) expect(within).toContain(profileOf.get(rule));
    expect(shown.causes.length + shown.hidden.profile).toBe(causesOf(all.findings).length);
  });

  test('a less severe case of a rule is pedantic: a GitHub action that is pinned by tag', () => {
    const steps = ['actions/checkout@v4', 'somebody/else@v1'].map((uses) => `      - uses: ${uses}\n`).join('');
    const found = audit(
      repositoryOf([
        ['.github/workflows/ci.yml', `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`],
      ]),
      { rules: ['pin-actions-by-digest'] },
    );
    const lines = (profile: (typeof PROFILES)[number]) => select(found, { profile }).findings.map(({ line }) => line);
    expect(lines('regular')).toEqual([7]);
    expect(lines('pedantic')).toEqual([7, 6]);
  });

  test('auditor shows everything', () => expect(select(all, { profile: 'auditor' }).findings).toEqual(all.findings));

  test('regular leaves time limits to the pedantic profile', () => {
    const named = (profile: (typeof PROFILES)[number]) => select(all, { profile }).findings.map(({ rule }) => rule);
    expect(named('regular')).not.toContain('jobs-time-out');
    expect(named('pedantic')).toContain('jobs-time-out');
  });
});

test.each(SEVERITIES)('a minimum severity of %s hides less severe findings, and the grade stays', (minSeverity) => {
  const shown = select(all, { minSeverity });
  const allowed = SEVERITIES.slice(0, SEVERITIES.indexOf(minSeverity) + 1);
  for (const { severity } of shown.findings) expect(allowed).toContain(severity);
  expect(shown.causes.length + shown.hidden.severity).toBe(causesOf(all.findings).length);
  expect(shown.standing).toEqual(select(all).standing);
});

test('accepted debts are counted, and the grade still covers all findings', () => {
  const shown = select(all, { debts: debtsOf(all) });
  expect(shown.findings).toEqual([]);
  expect(shown.hidden.known).toBe(causesOf(all.findings).length);
  expect(shown.standing).toEqual(select(all).standing);
});

describe('a cause', () => {
  const causes = causesOf(all.findings);
  const of = (rule: string) =>
    causes
      .filter((cause) => cause.rule.id === rule)
      .map(({ places }) => places.map(({ path, line }) => `${path}:${line}`));

  test('is a workflow without time limits, and includes all its jobs', () =>
    expect(of('jobs-time-out')).toEqual([
      ['.github/workflows/ci.yml:3', '.github/workflows/ci.yml:7', '.github/workflows/ci.yml:11'],
    ]));

  test('is one role, however many files contain it; another role is another cause', () =>
    expect(of('no-cluster-wide-secrets')).toEqual([['roles/one.yaml:6', 'roles/two.yaml:6'], ['roles/three.yaml:6']]));

  test('contains each finding exactly once', () => {
    const held = causes.flatMap(({ places }) => places.map(({ fingerprint }) => fingerprint));
    expect(held.sort()).toEqual(all.findings.map(({ fingerprint }) => fingerprint).sort());
    expect(new Set(held).size).toBe(held.length);
  });

  test('keeps its key while any of its places remains', () => {
    const fewer = causesOf(all.findings.filter(({ path }) => path !== 'roles/one.yaml' && path !== 'a.yaml'));
    const keys = causes.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key } of fewer) expect(keys).toContain(key);
  });

  test('is as severe as its worst place, which comes first', () => {
    for (const { severity, places } of causes)
      expect(Math.min(...places.map((place) => SEVERITIES.indexOf(place.severity)))).toBe(SEVERITIES.indexOf(severity));
    for (const { severity, places } of causes) expect(places[0].severity).toBe(severity);
  });

  test('is sorted with the most severe first, and unknown ones last', () => {
    const ranks = causes.map(({ severity, state }) => (state === 'unknown' ? 4 : 0) + SEVERITIES.indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
});
