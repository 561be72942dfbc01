// Manifests, chart templates and kustomizations with many repetitions.
import { numbered, type Structures } from './numbered.ts';

const named = (kind: string, name: string, rest: string, api = 'v1'): string =>
  `---\napiVersion: ${api}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: n\n${rest}`;
const rbac = 'rbac.authorization.k8s.io/v1';
const container = (at: number): string => `        - {name: c${at}, image: a:1, env: [{name: A, value: b}]}\n`;
const deployment = (name: string, containers: string): string =>
  named('Deployment', name, `spec:\n  template:\n    spec:\n      containers:\n${containers}`, 'apps/v1');
const rule = '  - apiGroups: [""]\n    resources: [pods]\n    verbs: [list]\n';
export const objects: Structures = {
  containers: numbered(deployment('a', ''), container),
  workloads: numbered('', (at) => deployment(`a${at}`, container(0))),
  'rules of a role': numbered(named('ClusterRole', 'a', 'rules:\n', rbac), () => rule),
  roles: numbered('', (at) => named('Role', `a${at}`, `rules:\n${rule}`, rbac)),
  'roles that are bound': numbered('', (at) =>
    [
      named('ServiceAccount', `a${at}`, ''),
      named('Role', `a${at}`, `rules:\n${rule}`, rbac),
      named(
        'RoleBinding',
        `a${at}`,
        `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a${at}}\nsubjects: [{kind: ServiceAccount, name: a${at}, namespace: n}]\n`,
        rbac,
      ),
    ].join(''),
  ),
  'verbs and resources': numbered(
    named('ClusterRole', 'a', 'rules:\n  - apiGroups: ["*"]\n    verbs: ["*"]\n    resources: [', rbac),
    (at) => `r${at}, `,
    ']\n',
  ),
  subjects: numbered(
    named('RoleBinding', 'a', 'roleRef: {kind: Role, name: a}\nsubjects:\n', rbac),
    (at) => `  - {kind: ServiceAccount, name: a${at}, namespace: n}\n`,
  ),
  labels: numbered(named('Pod', 'a', '  labels:\n'), (at) => `    l${at}: a\n`, 'spec: {containers: []}\n'),
  volumes: numbered(
    named('Pod', 'a', 'spec:\n  containers: []\n  volumes:\n'),
    (at) => `    - {name: v${at}, hostPath: {path: /}}\n`,
  ),
  'items of a list': numbered('apiVersion: v1\nkind: List\nitems:\n', (at) => `- ${JSON.stringify(pod(at))}\n`),
  'network policies': numbered('', (at) =>
    named('NetworkPolicy', `a${at}`, 'spec: {podSelector: {}, egress: [{}]}\n', 'networking.k8s.io/v1'),
  ),
  suppressions: numbered(
    '',
    (at) => `# kube-secure-controller: ignore[no-host-path] ${at}\n${named('Pod', `a${at}`, '')}`,
  ),
  'anchors and aliases': numbered(
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n',
    (at) => `  - &a${at} {name: a, image: b}\n  - *a${at}\n`,
  ),
  'merge keys': numbered(
    'apiVersion: v1\nkind: Pod\nx: &a {image: b}\nspec:\n  containers:\n',
    (at) => `  - {name: a${at}, <<: *a}\n`,
  ),
  crds: numbered('', (at) =>
    named(
      'CustomResourceDefinition',
      `k${at}s.a.b`,
      `spec:\n  group: a.b\n  names: {kind: K${at}, plural: k${at}s}\n  scope: Namespaced\n  versions: [{name: v1}]\n`,
      'apiextensions.k8s.io/v1',
    ),
  ),
};

function pod(at: number): unknown {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `a${at}` },
    spec: { containers: [{ name: 'a', image: 'b' }] },
  };
}

const inChart = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';
export const template: Structures = {
  values: numbered(`${inChart}spec:\n`, (at) => `  a${at}: {{ .Values.a${at} | quote }}\n`),
  conditions: numbered(`${inChart}spec:\n`, (at) => `  {{- if .Values.a }}\n  a${at}: 1\n  {{- end }}\n`),
  'conditions in each other': numbered(inChart, (at) => `${named('Pod', `a${at}`, '')}{{ if .Values.a }}{{ end }}\n`),
  'conditional objects': numbered(
    '',
    (at) => `---\n{{ if .Values.a${at} }}\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a${at}}\n{{ end }}\n`,
  ),
  definitions: numbered(
    '',
    (at) => `{{ define "a${at}" }}{{ include "a${at + 1}" . }}{{ end }}\n`,
    `${inChart}spec: {{ include "a0" . }}\n`,
  ),
  includes: numbered(`{{ define "a" }}b{{ end }}\n${inChart}spec:\n`, (at) => `  a${at}: {{ include "a" . }}\n`),
  variables: numbered('{{ $a0 := "a" }}\n', (at) => `{{ $a${at + 1} := $a${at} }}\n`, inChart),
  'a variable that grows': numbered(
    '{{ $a := "a" }}\n',
    () => '{{ $a = print $a "b" }}\n',
    `${inChart}spec: {{ $a }}\n`,
  ),
  pipes: numbered(`${inChart}spec: {{ .Values.a `, () => '| quote ', '}}\n'),
  'roles with conditions': numbered(
    '',
    (at) =>
      `---\napiVersion: ${rbac}\nkind: Role\nmetadata: {name: a${at}}\nrules:\n{{- if .Values.a }}\n${rule}{{- end }}\n`,
  ),
};

export const kustomization: Structures = {
  resources: numbered('resources:\n', (at) => `  - a${at}.yaml\n`),
  'the same resource': numbered('resources:\n', () => '  - deployment.yaml\n'),
  images: numbered('resources: [deployment.yaml]\nimages:\n', (at) => `  - {name: a${at}, newTag: b}\n`),
  labels: numbered('resources: [deployment.yaml]\ncommonLabels:\n', (at) => `  a${at}: b\n`),
  patches: numbered(
    'resources: [deployment.yaml]\npatches:\n',
    (at) =>
      `  - {target: {kind: Deployment, name: app}, patch: '[{op: add, path: /metadata/labels, value: {a: b${at}}}]'}\n`,
  ),
  'patches of regular expressions': numbered(
    'resources: [deployment.yaml]\npatches:\n',
    () => `  - {target: {kind: '(.*)*x', name: '(a+)+b'}, patch: '[]'}\n`,
  ),
  replacements: numbered(
    'resources: [deployment.yaml]\nreplacements:\n',
    () =>
      '  - {source: {kind: Deployment, fieldPath: metadata.name}, targets: [{select: {kind: Deployment}, fieldPaths: [metadata.namespace]}]}\n',
  ),
};
