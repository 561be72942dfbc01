// The report for people: at most one screen, the most important first, and nothing hidden without a count.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { select } from '../../src/audit/select.ts';
import { textReport } from '../../src/audit/text-report.ts';
import { cut, wrap } from '../../src/formats/wrap.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const role = (number: number): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: r${number}\nrules:\n  - apiGroups: [apps]\n    resources: [deployments, statefulsets]\n    verbs: [get, create]\n---\n`;
const deployment = (name: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  selector: {}\n  template:\n    spec:\n      containers:\n        - name: c\n          image: a\n`;
const files = repositoryOf([
  ['Cargo.toml', '[package]\nname = "a"\n'],
  ['deploy/a.yaml', ['a', 'b', 'c'].map(deployment).join('---\n')],
  ['deploy/roles.yaml', [1, 2, 3, 4, 5, 6, 7].map(role).join('')],
]);
const result = select(audit(files));
const page = (width: number, height: number) => ({ paint: (_: string, text: string) => text, width, height });
const brief = (width = 90, height = 40) => textReport(result, files, page(width, height));
const full = (width = 90) => textReport(result, files, page(width, 40), true);
const broken = result.causes.filter(({ state }) => state === 'broken');

test.each([60, 90])('no line is wider than %i columns', (width) =>
  expect([...brief(width), ...full(width)].filter((line) => line.length > width)).toEqual([]),
);

describe.each([24, 40, 60])('on a screen of %i lines', (height) => {
  const lines = brief(90, height);
  const heads = lines.filter((line) => /^(critical|high|medium|low) /.test(line));

  test('the report fits', () => expect(lines.length).toBeLessThan(height));

  test('the most severe findings come first, each with its place', () =>
    expect(heads.map((line) => line.split(/\s+/)[1])).toEqual(
      broken.slice(0, heads.length).map(({ rule }) => rule.id),
    ));

  test('the report counts the findings that it does not show', () => {
    expect(broken.length).toBeGreaterThan(heads.length);
    expect(lines.join('\n')).toContain(`and ${broken.length - heads.length} more findings (`);
    expect(lines.join('\n')).toContain('--full shows all.');
  });
});

test('each report lists what was ignored, set aside and not judged, even if that is nothing', () => {
  const told = 'Not judged: nothing. Ignored with a reason: nothing. Set aside: nothing.';
  expect(brief().join('\n')).toContain(told);
  expect(full().join('\n')).toContain(told);
});

test('it ends with the grade, the counts, and how to look a rule up', () => {
  const end = brief().slice(-3).join('\n');
  expect(end).toMatch(/^Grade F, score \d+: \d+ of \d+ rules kept, \d+ findings \(7 critical, /);
  expect(end).toContain(`explain ${broken[0]?.rule.id}`);
});

test('in full, each finding has its places, their lines, what to do, and the risk', () => {
  const text = full().join('\n');
  for (const { rule, places } of result.causes) {
    expect(text).toContain(rule.id);
    for (const { path, line } of places) expect(text).toContain(`${path}:${line}`);
  }
  expect(text).toContain('  deploy/roles.yaml:6\n    6 | - apiGroups: [apps]\n');
  expect(text).toContain('Do: ');
  expect(text).toContain(
    'ClusterRole r1 grants create on deployments, statefulsets (deploy/roles.yaml:6), and 6\n    more rules',
  );
});

test('the report says that nothing is at stake, and counts what the profile hides', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n';
  const repository = repositoryOf([
    ['Cargo.toml', '[package]\n'],
    ['pod.yaml', pod],
  ]);
  const small = select(audit(repository), {
    profile: 'regular',
  });
  const text = textReport(small, files, page(90, 40)).join('\n');
  expect(text).toContain('gets nothing that the kube-rs security guide lists');
  expect(text).toMatch(/Findings not listed: \d+ of a larger profile \(--profile pedantic, auditor\)\./);
});

test('a consequence of several bindings is listed once', () => {
  const binding = (name: string): string =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: ${name}}\nroleRef: {kind: ClusterRole, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: c, namespace: d}]\n---\n`;
  const repository = repositoryOf([['a.yaml', binding('a') + binding('b')]]);
  const text = textReport(select(audit(repository)), repository, page(90, 40)).join(' ');
  expect(text.match(/may get more/g)).toHaveLength(1);
});

describe('a value of a chart that several containers use', () => {
  const template = `${deployment('a').replace('image: a', 'image: "{{ .Values.image }}"')}        - name: d\n          image: "{{ .Values.image }}"\n`;
  const chart = repositoryOf([
    ['Chart.yaml', 'name: a\n'],
    ['values.yaml', 'image: a:1\n'],
    ['templates/a.yaml', template.replace('  name: a', '  name: {{ include "a.fullname" . }}-x')],
  ]);

  test('is one finding, in the usual words', () => {
    expect(audit(chart, { rules: ['image-by-digest'] }).findings.map(({ message }) => message)).toEqual([
      'container c of Deployment {a.fullname}-x and 1 more: a:1 is named by a tag; add its digest',
    ]);
  });
});

test('text is wrapped between words, and source lines are cut', () => {
  expect(wrap('a bb ccc dddd', 8, 2)).toEqual(['  a bb', '  ccc', '  dddd']);
  expect(cut('123456', 4)).toBe('123…');
});
