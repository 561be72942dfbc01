// The report for people: narrow, worst first, one group a rule, and never a wall.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
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
const result = audit(files);
const lines = textReport(result, files, { paint: (_, text) => text, width: 90 });
const report = lines.join('\n');

test.each([60, 90])('no line is wider than a page of %i', (width) => {
  const page = textReport(result, files, { paint: (_, text) => text, width });
  expect(page.filter((line) => line.length > width)).toEqual([]);
});

test('the worst comes first, and low findings in brief when there are many', () => {
  expect(result.findings.length).toBeGreaterThan(40);
  const heads = lines.filter((line) => /^(critical|high|medium|low) /.test(line)).map((line) => line.split(' ')[0]);
  const order = ['critical', 'high', 'medium'];
  expect(heads).toEqual([...heads].sort((a = '', b = '') => order.indexOf(a) - order.indexOf(b)));
  expect(report).toContain('Low, in brief');
  for (const { rule } of result.findings) expect(report).toContain(rule);
});

test('one rule at many places is one group that says where the others are', () => {
  expect(lines.filter((line) => line.includes('no-unexplained-workloads'))).toHaveLength(1);
  expect(report).toContain('and 2 more: 2 in deploy/roles.yaml; --json lists all');
});

test('it shows the line, what to do, and what is at stake', () => {
  expect(report).toContain('  deploy/roles.yaml:6\n    6 | - apiGroups: [apps]\n');
  expect(report).toContain('Do: ');
  expect(report).toContain(
    'ClusterRole r1 grants create on deployments, statefulsets (deploy/roles.yaml:6), and 6\n    more rules',
  );
  expect(lines.at(-3)).toMatch(/^Grade F, \d+ of 100: \d+ findings \(7 critical, /);
});

test('without anything at stake it says so', () => {
  expect(
    textReport(audit(repositoryOf([['Cargo.toml', '[package]\n']])), files, {
      paint: (_, text) => text,
      width: 90,
    }).join('\n'),
  ).toContain('Nothing that the kube-rs security guide lists');
});

describe('what a chart gives to several containers from one value', () => {
  const template = `${deployment('a').replace('image: a', 'image: "{{ .Values.image }}"')}        - name: d\n          image: "{{ .Values.image }}"\n`;
  const chart = repositoryOf([
    ['Chart.yaml', 'name: a\n'],
    ['values.yaml', 'image: a:1\n'],
    ['templates/a.yaml', template.replace('  name: a', '  name: {{ include "a.fullname" . }}-x')],
  ]);

  test('is one finding, named as people name it', () => {
    expect(audit(chart, { rules: ['image-by-digest'] }).findings.map(({ message }) => message)).toEqual([
      'container c of Deployment {a.fullname}-x and 1 more: a:1 is named by a tag; add its digest',
    ]);
  });
});

test('text is wrapped between words, source is cut', () => {
  expect(wrap('a bb ccc dddd', 8, 2)).toEqual(['  a bb', '  ccc', '  dddd']);
  expect(cut('123456', 4)).toBe('123…');
});
