// An update reports what it permits, in whatever form the manifests grant it.
import { expect, test } from 'vitest';
import { gainsOf } from '../../src/commands/update/gains.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const account = '{ kind: ServiceAccount, name: app, namespace: app }';
const none = { before: [], after: [] };

/** The lines about a repository that had nothing before. */
function gained(...documents: readonly string[]): readonly string[] {
  const after = repositoryOf([['deploy/all.yaml', documents.join('\n---\n')]]);
  return gainsOf(repositoryOf([]), after, none).added;
}

const policy = (egress: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: app, namespace: app }\nspec:\n  podSelector: {}\n  egress: ${egress}`;
const binding = (role: string): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: app }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }\nsubjects: [${account}]`;

test.each([
  ['[{ ports: [{ port: 443 }], to: [{ ipBlock: { cidr: 1.2.3.4/32 } }] }]', 'port: TCP 443 to 1.2.3.4/32'],
  ['[{ to: [{ ipBlock: { cidr: 1.2.3.4/32 } }] }]', 'port: any to 1.2.3.4/32'],
  ['[{ to: [{ namespaceSelector: {} }] }]', 'port: any to any Pod'],
  ['[{}]', 'port: any to anywhere'],
])('a policy that lets %s through', (egress, line) => expect(gained(policy(egress))).toEqual([line]));

test('non-resource URLs', () =>
  expect(
    gained(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\nrules: [{ nonResourceURLs: [/metrics], verbs: [get] }]',
      binding('app'),
    ),
  ).toEqual(['permission: get /metrics in the cluster']));

test('a binding to a role outside the repository', () =>
  expect(gained(binding('cluster-admin'))).toEqual([
    'permission: all of the ClusterRole cluster-admin in the cluster',
  ]));
