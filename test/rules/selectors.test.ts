// Which Pods a selector matches, by every operator, and which groups contain an account.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const rulesBroken = (yaml: string, rules: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  audit(repositoryOf(Object.entries({ 'a.yaml': yaml, ...more })), { rules }).findings.map(({ rule }) => rule);

const workload = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: x/app }] }
---
`;

describe('a NetworkPolicy', () => {
  const policy = (selector: string): string =>
    `${workload}apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: { podSelector: ${selector}, policyTypes: [Ingress, Egress] }\n`;
  const network = ['policies-select-pods', 'controller-network-limited'];

  test.each([
    '{ matchExpressions: [{ key: app, operator: In, values: [web, api] }] }',
    '{ matchLabels: { app: web }, matchExpressions: [{ key: app, operator: Exists }] }',
  ])('that selects by %s limits the Pod', (selector) => {
    expect(rulesBroken(policy(selector), network)).toEqual([]);
  });

  test.each([
    '{ matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }',
    '{ matchLabels: { app: web }, matchExpressions: [{ key: other, operator: Exists }] }',
  ])('that selects by %s selects no Pod', (selector) => {
    expect(rulesBroken(policy(selector), network).sort()).toEqual([...network].sort());
  });
});

describe('a role that may delete the custom resource', () => {
  const crd = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: things.example.dev }\nspec: { group: example.dev, names: { kind: Thing, plural: things }, scope: Namespaced, versions: [] }\n`;
  const source =
    '#[derive(CustomResource)]\n#[kube(group = "example.dev", version = "v1", kind = "Thing", namespaced)]\nstruct ThingSpec;\n';
  const bound = (subject: string): string =>
    `${workload}apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r }\nrules: [{ apiGroups: [example.dev], resources: [things], verbs: [delete] }]\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: b }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r }\nsubjects: [${subject}]\n`;

  test.each([
    ['User', 'jane', 0],
    ['Group', 'admins', 0],
    ['Group', 'system:masters', 0],
    ['Group', 'system:serviceaccounts', 1],
    ['Group', 'system:serviceaccounts:ops', 1],
    ['Group', 'system:authenticated', 1],
    ['User', 'system:serviceaccount:ops:app', 1],
  ])('and is bound to the %s %s', (kind, name, count) => {
    const yaml = bound(`{ kind: ${kind}, name: "${name}" }`);
    expect(rulesBroken(yaml, ['own-kind-never-deleted'], { 'crd.yaml': crd, 'src/a.rs': source })).toHaveLength(count);
  });
});
