// The table of consequences of the kube-rs security guide, row by row.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const role = (rule: string, kind = 'ClusterRole', bind = kind): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a}\nrules:\n  - ${rule}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ${bind}Binding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: a}\n`;
const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: a}]\n${spec}`;
const consequences = (text: string): readonly string[] => audit(repositoryOf([['a.yaml', text]])).blastRadius.map(({ consequence }) => consequence.split(' (')[0] ?? '');

test.each([
  [role('{apiGroups: [""], resources: [secrets], verbs: [get]}'), ['reads every Secret of the cluster']],
  [role('{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [mine]}'), []],
  [role('{apiGroups: [""], resources: [secrets], verbs: [list]}', 'ClusterRole', 'Role'), ['reads Secrets of the namespaces that it works in']],
  [role('{apiGroups: [""], resources: [configmaps], verbs: [patch]}'), ['changes or destroys common objects of the whole cluster']],
  [role('{apiGroups: [""], resources: [configmaps], verbs: [patch]}', 'Role'), []],
  [role('{apiGroups: [batch], resources: [jobs], verbs: [create]}', 'Role'), ['starts Pods']],
  [role('{apiGroups: [""], resources: [pods/exec], verbs: [create]}', 'Role'), ['runs commands in other Pods']],
  [role('{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}'), ['takes over the cluster']],
  [role('{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [product]}'), []],
  [role('{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate], resourceNames: [product]}'), ['takes over the cluster']],
  [pod('  hostNetwork: true\n'), ['is on the node']],
  [pod('  volumes: [{name: a, secret: {secretName: a}}]\n'), ['uses the access that the controller has outside the cluster']],
  [`apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations: {eks.amazonaws.com/role-arn: a}\n`, ['uses the access that the controller has outside the cluster']],
  [pod(''), []],
])('%#', (text, expected) => expect(consequences(text)).toEqual(expected));

test('names what of a long rule is the reason, and how many more there are', () => {
  const text = role('{apiGroups: [""], resources: [pods, events, secrets], verbs: [get, patch]}\n  - {apiGroups: [""], resources: [secrets], verbs: [list]}');
  expect(audit(repositoryOf([['a.yaml', text]])).blastRadius[0]).toEqual({ consequence: 'reads every Secret of the cluster (secret oracle, data exfiltration)', because: 'ClusterRole a grants get on secrets (a.yaml:5), and 1 more rule' });
});
