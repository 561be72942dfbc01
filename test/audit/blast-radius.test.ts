// The table of consequences of the kube-rs security guide, row by row.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const role = (rule: string, kind = 'ClusterRole', bind = kind): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: a}\nrules:\n  - ${rule}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ${bind}Binding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: a}\n`;
const pod = (spec: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: a, image: a}]\n${spec}`;
const consequences = (text: string): readonly string[] =>
  audit(repositoryOf([['a.yaml', text]])).blastRadius.map(({ consequence }) => consequence.split(' (')[0] ?? '');

test.each([
  [role('{apiGroups: [""], resources: [secrets], verbs: [get]}'), ['reads every Secret of the cluster']],
  [role('{apiGroups: [""], resources: [secrets], verbs: [get], resourceNames: [mine]}'), []],
  [
    role('{apiGroups: [""], resources: [secrets], verbs: [list]}', 'ClusterRole', 'Role'),
    ['reads Secrets of the namespaces that it works in'],
  ],
  [
    role('{apiGroups: [""], resources: [configmaps], verbs: [patch]}'),
    ['changes or destroys common objects of the whole cluster'],
  ],
  [role('{apiGroups: [""], resources: [configmaps], verbs: [patch]}', 'Role'), []],
  [role('{apiGroups: [batch], resources: [jobs], verbs: [create]}', 'Role'), ['starts Pods']],
  [role('{apiGroups: [""], resources: [pods/exec], verbs: [create]}', 'Role'), ['runs commands in other Pods']],
  [
    role('{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}'),
    ['takes over the cluster'],
  ],
  [
    role(
      '{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind], resourceNames: [product]}',
    ),
    ['gains further rights'],
  ],
  [
    role(
      '{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate], resourceNames: [product]}',
    ),
    ['takes over the cluster'],
  ],
  [pod('  hostNetwork: true\n'), ['is on the node']],
  [
    pod('  volumes: [{name: a, secret: {secretName: a}}]\n'),
    ['uses the access that the controller has outside the cluster'],
  ],
  [
    `${pod('')}---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\n  annotations: {eks.amazonaws.com/role-arn: a}\n`,
    ['uses the access that the controller has outside the cluster'],
  ],
  [pod(''), []],
])('%#', (text, expected) => expect(consequences(text)).toEqual(expected));

test('the consequence names the decisive part of a long rule, and counts the other parts', () => {
  const text = role(
    '{apiGroups: [""], resources: [pods, events, secrets], verbs: [get, patch]}\n  - {apiGroups: [""], resources: [secrets], verbs: [list]}',
  );
  expect(audit(repositoryOf([['a.yaml', text]])).blastRadius[0]).toMatchObject({
    consequence: 'reads every Secret of the cluster (secret oracle, data exfiltration)',
    because: 'ClusterRole a grants get on secrets (a.yaml:5), and 1 more rule',
  });
});

const secrets = 'reads every Secret of the cluster';
const commons = 'changes or destroys common objects of the whole cluster';
const pods = 'starts Pods';
const commands = 'runs commands in other Pods';
const traffic = 'redirects the traffic of others';
const rights = 'gains further rights';

/** The consequence of each permission alone, in the whole cluster. */
const single: readonly (readonly [
  groups: string,
  resources: readonly string[],
  verbs: readonly string[],
  readonly string[],
])[] = [
  ['', ['secrets'], ['get', 'list', 'watch'], [secrets]],
  ['', ['secrets', 'serviceaccounts'], ['create', 'update', 'patch'], [commons, rights]],
  ['', ['namespaces'], ['update', 'patch'], [commons, rights]],
  ['', ['services', 'endpoints'], ['create', 'update', 'patch'], [commons, traffic]],
  ['', ['configmaps', 'persistentvolumeclaims', 'nodes'], ['create', 'update', 'patch'], [commons]],
  ['', ['namespaces'], ['create'], [commons]],
  [
    '',
    [
      'configmaps',
      'secrets',
      'services',
      'namespaces',
      'serviceaccounts',
      'persistentvolumeclaims',
      'nodes',
      'endpoints',
    ],
    ['delete', 'deletecollection'],
    [commons],
  ],
  ['', ['pods'], ['create'], [commons, pods]],
  ['', ['pods'], ['update', 'patch', 'delete', 'deletecollection'], [commons]],
  ['', ['replicationcontrollers', 'podtemplates'], ['create'], [pods]],
  [
    'apps',
    ['deployments', 'statefulsets', 'daemonsets', 'replicasets'],
    ['create', 'update', 'patch'],
    [commons, pods],
  ],
  ['apps', ['deployments', 'statefulsets', 'daemonsets', 'replicasets'], ['delete', 'deletecollection'], [commons]],
  ['batch', ['jobs', 'cronjobs'], ['create', 'update', 'patch'], [pods]],
  ['argoproj.io', ['rollouts'], ['create', 'update', 'patch'], [pods]],
  ['networking.k8s.io', ['ingresses', 'networkpolicies'], ['create', 'update', 'patch', 'delete'], [commons, traffic]],
  ['networking.k8s.io', ['ingresses', 'networkpolicies'], ['deletecollection'], [commons]],
  ['apiextensions.k8s.io', ['customresourcedefinitions'], ['create', 'update', 'patch'], [commons, rights]],
  ['apiextensions.k8s.io', ['customresourcedefinitions'], ['delete'], [commons]],
  ['', ['pods/exec', 'pods/attach', 'nodes/proxy'], ['create', 'get'], [commands]],
  ['', ['pods/ephemeralcontainers', 'nodes/proxy'], ['update', 'patch'], [commands]],
  ['', ['serviceaccounts/token'], ['create'], [rights]],
  ['admissionregistration.k8s.io', ['mutatingwebhookconfigurations'], ['patch'], [rights]],
  ['metrics.k8s.io', ['nodes', 'pods'], ['patch'], []],
  ['rbac.authorization.k8s.io', ['clusterroles'], ['escalate', 'bind'], ['takes over the cluster']],
  ['', ['users'], ['impersonate'], ['takes over the cluster']],
  ['', ['pods', 'configmaps', 'services'], ['get', 'list', 'watch'], []],
  ['example.dev', ['secrets', 'pods', 'deployments', 'jobs'], ['get', 'create'], []],
  ['batch', ['jobs'], ['delete'], []],
];

test.each(
  single.flatMap(([group, resources, verbs, expected]) =>
    resources.flatMap((resource) => verbs.map((verb) => [verb, `"${group}"`, resource, expected] as const)),
  ),
)('%s on %s %s', (verb, group, resource, expected) => {
  expect(consequences(role(`{apiGroups: [${group}], resources: [${resource}], verbs: [${verb}]}`))).toEqual(expected);
});

test.each([
  ['"*"', 'secrets', 'get', [secrets]],
  ['""', '"*"', 'get', [secrets, commands]],
  ['""', 'secrets', '"*"', [secrets, commons, rights]],
  ['"*"', '"*"', 'watch', [secrets]],
  ['"*"', '"*"', '"*"', ['takes over the cluster', secrets, commons, pods, commands, traffic, rights]],
  ['example.dev', '"*"', '"*"', []],
])('a wildcard in %s %s %s has every consequence that it covers', (group, resource, verb, expected) =>
  expect(consequences(role(`{apiGroups: [${group}], resources: [${resource}], verbs: [${verb}]}`))).toEqual(expected),
);

test.each(['get', 'list', 'watch'])('%s on the Secrets of a namespace reads all of them', (verb) =>
  expect(consequences(role(`{apiGroups: [""], resources: [secrets], verbs: [${verb}]}`, 'Role'))).toEqual([
    'reads Secrets of the namespaces that it works in',
  ]),
);

test('a write limited to names does not write to common objects', () =>
  expect(
    consequences(role('{apiGroups: [""], resources: [configmaps], verbs: [patch], resourceNames: [mine]}')),
  ).toEqual([]));

test.each([
  ['  hostPID: true\n', ['is on the node']],
  ['  hostIPC: true\n', ['is on the node']],
  ['  hostPID: false\n', []],
  ['  volumes: [{name: s, emptyDir: {}}, {name: a, hostPath: {path: /}}]\n', ['is on the node']],
  ['  volumes: [{name: a, emptyDir: {}}]\n', []],
])('a Pod with %j', (spec, expected) => expect(consequences(pod(spec))).toEqual(expected));

test.each([
  ['securityContext: {privileged: true}', ['is on the node']],
  ['securityContext: {privileged: false}', []],
  [
    'env: [{name: X, value: x}, {name: A, valueFrom: {secretKeyRef: {name: a, key: a}}}]',
    ['uses the access that the controller has outside the cluster'],
  ],
  ['env: [{name: A, value: a}]', []],
])('a container with %j', (more, expected) =>
  expect(consequences(pod('').replace('image: a', `image: a, ${more}`))).toEqual(expected),
);

test('cloud annotations count only on a ServiceAccount', () => {
  expect(
    consequences(
      pod('').replace('metadata: {name: a}', 'metadata: {name: a, annotations: {eks.amazonaws.com/role-arn: a}}'),
    ),
  ).toEqual([]);
});

const unknown = 'may get more: this repository does not show it';
const kube = '[package]\nname = "a"\n[dependencies]\nkube = "4"\n';

test.each([
  [[['Cargo.toml', kube]], [unknown]],
  [[['README.md', 'a']], [unknown]],
  [
    [
      ['Cargo.toml', kube],
      ['a.yaml', pod('')],
    ],
    [unknown],
  ],
  [
    [
      ['Cargo.toml', '[package]\nname = "a"\n[dependencies]\nkubert-tools = "1"\n'],
      ['a.yaml', pod('')],
    ],
    [],
  ],
  [
    [
      ['Cargo.toml', kube],
      ['a.yaml', `${pod('')}---\n${role('{apiGroups: [""], resources: [configmaps], verbs: [get]}', 'Role')}`],
    ],
    [],
  ],
] as const)('without a role, the report never says that nothing is at stake, %#', (files, expected) => {
  const { blastRadius } = audit(repositoryOf(files.map(([path, text]) => [path, text])));
  expect(blastRadius.map(({ consequence }) => consequence)).toEqual(expected);
});

test.each(['kube.workspace = true', '[target.x.dependencies.kube]', '[workspace.dependencies]\nkube = "4"'])(
  'kube is found in a Cargo.toml with %j',
  (text) => {
    const manifest = text.startsWith('[') ? `[package]\nname = "a"\n${text}\n` : kube.replace('kube = "4"', text);
    const files: readonly (readonly [string, string])[] = [
      ['Cargo.toml', manifest],
      ['a.yaml', pod('')],
    ];
    expect(audit(repositoryOf(files)).blastRadius).toHaveLength(1);
  },
);

test('a verb that a role lists twice is shown once', () => {
  const twice = role('{apiGroups: [batch], resources: [jobs], verbs: [create, get, create]}');
  const [radius] = audit(repositoryOf([['a.yaml', twice]])).blastRadius;
  expect(radius?.because).toBe('ClusterRole a grants create on jobs (a.yaml:5)');
});
