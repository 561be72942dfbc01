// Settings that weaken a protection in other values files, and in foreign objects that describe Pods.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (files: Readonly<Record<string, string>>): readonly string[] =>
  audit(repositoryOf(Object.entries(files)), { rules: ['no-weak-overrides'] }).findings.map(
    ({ severity, path, line, message }) => `${severity} ${path}:${line} ${message}`,
  );

describe('values files next to the default one', () => {
  const chart = (path: string, text: string, usual = 'a: {privileged: false}\n') =>
    found({ 'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n', 'c/values.yaml': usual, [path]: text });

  test.each(['c/values-prod.yaml', 'c/values.prod.yaml', 'c/prod-values.yml', 'c/values/prod.yaml'])(
    'a finding in %s is reported',
    (path) =>
      expect(chart(path, 'b: 1\na:\n  privileged: true\n')).toEqual([
        `high ${path}:3 ${path.slice(2)}: weakens what the chart installs: privileged: true`,
      ]),
  );

  test.each([
    'c/values-dev.yaml',
    'c/ci/test-values.yaml',
    'c/values-kind.yaml',
    'c/other.yaml',
    'values-prod.yaml',
    'c/values.schema.yaml',
  ])('nothing is reported in %s', (path) => expect(chart(path, 'a: {privileged: true}\n')).toEqual([]));

  test('a value that the default values set too is reported there', () =>
    expect(chart('c/values-prod.yaml', 'a: {privileged: true}\n', 'a: {privileged: true}\n')).toEqual([]));
});

describe('a custom resource', () => {
  const object = (spec: string, head = 'apiVersion: acme.dev/v1\nkind: Runner') =>
    found({ 'deploy/a.yaml': `${head}\nmetadata: {name: a}\nspec:\n${spec}` });

  test.each([
    [
      '  podTemplate:\n    spec:\n      hostNetwork: true\n',
      'medium deploy/a.yaml:7 Runner a: lets Pods do more: hostNetwork: true',
    ],
    [
      '  template:\n    securityContext:\n      runAsUser: 0\n',
      'medium deploy/a.yaml:7 Runner a: lets Pods do more: runAsUser: 0',
    ],
    [
      '  volumes:\n    - name: a\n      hostPath: {path: /}\n',
      'medium deploy/a.yaml:7 Runner a: lets Pods do more: mounts a directory of the node',
    ],
    ['  containers:\n    - privileged: yes\n', 'medium deploy/a.yaml:6 Runner a: lets Pods do more: privileged: true'],
  ])('that is a Pod: %j', (spec, said) => expect(object(spec)).toEqual([said]));

  test('that is a Pod in flow style', () =>
    expect(object('  podTemplate: {spec: {priority: 1, hostNetwork: true}}\n')).toEqual([
      'medium deploy/a.yaml:5 Runner a: lets Pods do more: hostNetwork: true',
    ]));

  test('a PodSecurityPolicy allows them too', () =>
    expect(object('  hostPID: true\n', 'apiVersion: policy/v1beta1\nkind: PodSecurityPolicy')).toHaveLength(1));

  test.each([
    ['apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition', '  default:\n    hostNetwork: true\n'],
    ['apiVersion: kyverno.io/v1\nkind: ClusterPolicy', '  pattern:\n    hostNetwork: true\n'],
    ['apiVersion: acme.dev/v1\nkind: Runner', '  hostNetwork: false\n  runAsUser: 0x1\n'],
    ['apiVersion: acme.dev/v1\nkind: Runner', '  readOnlyRootFilesystem: false\n'],
  ])('%s is not reported', (head, spec) => expect(object(spec, head)).toEqual([]));
});
