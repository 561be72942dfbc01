// What is there by purpose is no finding, or a lesser one.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (path: string, text: string, rule: string): readonly string[] =>
  audit(repositoryOf([[path, text]]), { rules: [rule] }).findings.map(({ severity }) => severity);
const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n${spec}`;
const container = (more: string): string => pod(`  containers:\n    - name: a\n      image: a\n${more}`);

test.each([
  ['gateway.networking.k8s.io', 'gateways/status', 'patch', ['low']],
  ['networking.k8s.io', 'ingresses/status', 'update', ['low']],
  ['networking.k8s.io', 'ingresses/status', '"*"', ['medium']],
  ['networking.k8s.io', 'ingresses', 'list', ['medium']],
])('an open Service of who may do with %s %s: %s', (group, resource, verb, severities) =>
  expect(
    found(
      'a.yaml',
      `apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: LoadBalancer}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: [{apiGroups: [${group}], resources: [${resource}], verbs: [${verb}]}]\n`,
      'no-outside-service',
    ),
  ).toEqual(severities),
);

test.each([
  ['app-credentials', 0],
  ['other-credentials', 1],
  ['password', 1],
])('a variable that says %s where a Secret of that name is read, or none', (value, number) => {
  const reads = (name: string): string =>
    container(`      envFrom: [{secretRef: {name: ${name}}}]\n`).replace('name: a', 'name: b');
  const says = container(`      env: [{name: APP_SECRET, value: ${value}}]\n`);
  const all = [says, reads('app-credentials'), reads('password')].join('---\n');
  expect(found('a.yaml', all, 'no-secret-environment').filter((one) => one === 'critical')).toHaveLength(number);
});

test.each([
  [3607, 0],
  [3608, 1],
])('a projected token that lives for %i seconds', (seconds, number) =>
  expect(
    found(
      'a.yaml',
      pod(
        `  containers: [{name: a, image: a}]\n  volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: ${seconds}}}]}}]\n`,
      ),
      'short-lived-token',
    ),
  ).toHaveLength(number),
);
