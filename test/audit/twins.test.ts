// A role in a chart and its plain copy are one finding, with both places.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { causesOf } from '../../src/audit/cause.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const secrets = '{apiGroups: [""], resources: [secrets], verbs: [list]}';
const role = (name: string, rules: string): string =>
  `${rbac}kind: ClusterRole\nmetadata: {name: "${name}"}\nrules: [${rules}]\n---\n${rbac}kind: ClusterRoleBinding\nmetadata: {name: "${name}"}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "${name}"}\nsubjects: [{kind: ServiceAccount, name: a, namespace: n}]\n`;

const causes = (charted: string, ...plain: readonly string[]) =>
  causesOf(
    audit(
      repositoryOf([
        ['chart/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 0.1.0\n'],
        ['chart/templates/role.yaml', charted],
        ...plain.map((text, index) => [`deploy/${String(index)}.yaml`, text] as const),
      ]),
      { rules: ['no-cluster-wide-secrets'] },
    ).findings,
  ).map(({ places }) => places.map(({ path }) => path).sort());

const both = ['chart/templates/role.yaml', 'deploy/0.yaml'];

test.each([
  [
    'the same name, and more rules',
    role('a', secrets),
    role('a', `${secrets}, {apiGroups: [""], resources: [pods], verbs: [get]}`),
  ],
  ['a name that begins with the release', role('{{ .Release.Name }}-a', secrets), role('app-a', secrets)],
  [
    'another name, and most of the same rules',
    role('{{ .Chart.Name }}-x', `${secrets}, {apiGroups: [a.io], resources: [as], verbs: [get, list]}`),
    role('b', `${secrets}, {apiGroups: [a.io], resources: [as], verbs: [get, list, watch]}`),
  ],
  ['another name, and the same rules', role('{{ .Chart.Name }}-x', secrets), role('b', secrets)],
])('one finding: %s', (_, charted, plain) => expect(causes(charted, plain)).toEqual([both]));

test.each([
  ['another name and other rules', [role('b', `${secrets}, {apiGroups: [""], resources: [pods], verbs: [get]}`)]],
  ['two possible twins', [role('b', secrets), role('d', secrets)]],
])('separate findings: %s', (_, plain) => expect(causes(role('a', secrets), ...plain)).toHaveLength(plain.length + 1));
