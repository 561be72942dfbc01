// Rendered kustomizations: rendered/ has the output of `kustomize build` for the same folders.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { audit } from '../../src/audit/audit.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { built } from '../../src/inventory/kustomize/build.ts';
import { plainOf } from '../../src/inventory/part.ts';
import { readRepository } from '../../src/repo/read.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { normalized } from './normalized.ts';

const folder = 'test/inventory/installed';

test.each(readdirSync(folder))('%s renders as kustomize renders it', (name) => {
  const printed = parseAllDocuments(readFileSync(`test/inventory/rendered/${name}.yaml`, 'utf8'));
  const { resources, unread } = built('kustomization.yaml', readRepository(`${folder}/${name}`));
  expect(normalized(resources.map(({ part }) => plainOf(part)))).toEqual(
    normalized(printed.map((document) => document.toJS() as unknown)),
  );
  expect(unread).toEqual([]);
});

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n    - {name: a, image: x}\n';

function places(files: Readonly<Record<string, string>>, ...rules: readonly string[]): readonly string[] {
  const { findings } = audit(repositoryOf(Object.entries(files)), { rules });
  return findings.map(({ state, path, line, message }) => `${state} ${path}:${line} ${message}`);
}

test('a setting that an inline patch weakens is found at the line of the patch', () => {
  const kustomization = `resources: [pod.yaml]
patches:
  - patch: |-
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        hostPID: true
  - target: {kind: Pod}
    patch: |-
      - op: add
        path: /spec/containers/0/securityContext
        value: {privileged: true}
`;
  expect(
    places({ 'kustomization.yaml': kustomization, 'pod.yaml': pod }, 'no-host-pid', 'no-privileged-container'),
  ).toEqual([
    expect.stringMatching(/^broken kustomization.yaml:13 .*privileged/),
    expect.stringMatching(/^broken kustomization.yaml:8 .*hostPID/),
  ]);
});

test('a patch may use the name and namespace of the base', () => {
  const patch = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: system}\nspec: {hostPID: true}\n';
  const files = {
    'base/kustomization.yaml': 'resources: [pod.yaml]\nnamespace: x-system\nnamePrefix: x-\n',
    'base/pod.yaml': pod.replace('{name: a}', '{name: a, namespace: system}'),
    'kustomization.yaml': 'resources: [base]\npatches: [{path: patch.yaml}]\n',
    'patch.yaml': patch,
  };
  const { manifests, faults } = inventoryOf(repositoryOf(Object.entries(files)));
  expect(faults).toEqual([]);
  expect(manifests.map(({ name, namespace, patch: isPatch }) => ({ name, namespace, isPatch }))).toEqual([
    { name: 'x-a', namespace: 'x-system', isPatch: false },
  ]);
  expect(places(files, 'no-host-pid')).toEqual([expect.stringMatching(/^broken patch.yaml:4 /)]);
});

test('a setting that a patch repairs is no finding in the base', () => {
  const files = {
    'kustomization.yaml': 'resources: [pod.yaml]\npatches: [{path: patch.yaml}]\n',
    'patch.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: false}\n',
    'pod.yaml': `${pod}  hostPID: true\n`,
  };
  expect(places(files, 'no-host-pid')).toEqual([]);
});

test.each([
  ['a remote base', 'resources:\n  - https://example.dev/x?ref=v1\n', 2],
  ['a missing file', 'resources:\n  - pod.yaml\n  - gone.yaml\n', 3],
  ['a folder outside of the repository', 'resources:\n  - ../other\n', 2],
  ['a chart that kustomize fetches', 'resources: [pod.yaml]\nhelmCharts:\n  - name: x\n', 2],
  ['a program that changes objects', 'resources: [pod.yaml]\ntransformers: [exec.yaml]\n', 2],
  [
    'a patch without a target',
    'resources: [pod.yaml]\npatches:\n  - patch: |-\n      kind: Pod\n      metadata: {name: b}\n',
    3,
  ],
  ['JSON that does not parse', 'resources: [x.json]\n', undefined],
])('%s is unknown at its line', (_, kustomization, line) => {
  const files = { 'kustomization.yaml': kustomization, 'pod.yaml': pod, 'x.json': '{"kind": "Pod"\n' };
  const unknown = places(files, 'understood');
  expect(unknown).toEqual([
    expect.stringMatching(
      line === undefined ? /^unknown x.json:\d/ : new RegExp(`^unknown kustomization.yaml:${line} `),
    ),
  ]);
});

test.each([
  ['configurations: [x.yaml]\n', 2],
  ['generators: [exec.yaml]\n', 2],
  ['validators: [exec.yaml]\n', 2],
  ['vars: [{name: A, objref: {kind: Pod, name: a, apiVersion: v1}}]\n', 2],
  ['openapi: {path: schema.json}\n', 2],
  ['helmGlobals: {chartHome: charts}\n', 2],
  ['nobodyKnows: true\n', 2],
  ['labels:\n  - pairs: {a: b}\n    fields: [{path: spec/x, create: true}]\n', 4],
  ['patches:\n  - path: pod.yaml\n    options: {allowNameChange: true}\n', 4],
  ['images:\n  - name: x\n    tagSuffix: -debug\n', 4],
  [
    'replacements:\n  - source:\n      kind: Pod\n      options: {encoding: base64}\n    targets: [{select: {kind: Pod}, fieldPaths: [spec.x]}]\n',
    5,
  ],
  ['configMapGenerator:\n  - {name: a, behavior: merge, literals: [a=b]}\n', 3],
  ['configMapGenerator:\n  - {name: a, files: [gone.txt]}\n', 3],
  ['bases: [pod.yaml]\n', 2],
])('%s is unknown at its line, because it is not applied here or kustomize refuses it', (more, line) => {
  const unknown = places({ 'kustomization.yaml': `resources: [pod.yaml]\n${more}`, 'pod.yaml': pod }, 'understood');
  expect(unknown).toEqual([expect.stringMatching(new RegExp(`^unknown kustomization.yaml:${line} `))]);
});

test('a rule of a role follows the name of the Secret that it names', () => {
  const role =
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [""], resources: [secrets], resourceNames: [s], verbs: [get]}]\n';
  const files = {
    'kustomization.yaml': 'resources: [r.yaml]\nnamePrefix: x-\nsecretGenerator: [{name: s, literals: [a=b]}]\n',
    'r.yaml': role,
  };
  const { roles } = inventoryOf(repositoryOf(Object.entries(files)));
  expect(roles.flatMap(({ rules }) => rules.map(({ names }) => names))).toEqual([['x-s']]);
});

test('a local object for tools is not judged', () => {
  const local = pod.replace('{name: a}', '{name: a, annotations: {config.kubernetes.io/local-config: "true"}}');
  const files = { 'kustomization.yaml': 'resources: [pod.yaml]\n', 'pod.yaml': `${local}  hostPID: true\n` };
  expect(places(files, 'no-host-pid')).toEqual([]);
});

const privileged = pod.replace('image: x', 'image: x, securityContext: {privileged: true}');

test.each([
  [
    'a file of a test folder that a kustomization lists',
    { 'kustomization.yaml': 'resources: [hack/x.yaml]\n', 'hack/x.yaml': privileged },
  ],
  [
    'JSON',
    {
      'x.json': JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a' },
        spec: { containers: [{ name: 'a', securityContext: { privileged: true } }] },
      }),
    },
  ],
  ['a file extension in capitals', { 'x.YAML': privileged }],
  ['a file that says not to edit it', { 'x.yaml': `# DO NOT EDIT\n${privileged}` }],
  ['a PodList', { 'x.yaml': `apiVersion: v1\nkind: PodList\nitems:\n  - ${privileged.replaceAll('\n', '\n    ')}\n` }],
  [
    'a ReplicationController',
    {
      'x.yaml': `apiVersion: v1\nkind: ReplicationController\nspec: {template: {spec: {containers: [{name: a, securityContext: {privileged: true}}]}}}\n`,
    },
  ],
  [
    'a PodTemplate',
    {
      'x.yaml': `apiVersion: v1\nkind: PodTemplate\ntemplate: {spec: {containers: [{name: a, securityContext: {privileged: true}}]}}\n`,
    },
  ],
  [
    'an Argo Rollout',
    {
      'x.yaml': `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {containers: [{name: a, securityContext: {privileged: true}}]}}}\n`,
    },
  ],
])('%s is judged', (_, files) => {
  expect(places(files as Record<string, string>, 'no-privileged-container')).toHaveLength(1);
});

test.each([
  ['a kind that only shares its name', { 'x.yaml': privileged.replace('apiVersion: v1', 'apiVersion: acme.io/v1') }],
])('%s is not judged', (_, files) => {
  expect(places(files, 'no-privileged-container')).toEqual([]);
});

test('a file that no installation includes and no user runs is set aside by name', () => {
  const { manifests, setAside } = inventoryOf(
    repositoryOf([
      ['tests/x.yaml', privileged],
      ['hack/kustomization.yaml', 'resources: [../deploy.yaml]\n'],
      ['deploy.yaml', pod],
    ]),
  );
  expect(manifests.map(({ path }) => path)).toEqual(['deploy.yaml']);
  expect(setAside.map(({ path }) => path)).toEqual(['hack/kustomization.yaml', 'tests/x.yaml']);
});

test('an object that two overlays include unchanged is listed once', () => {
  const overlay = 'resources: [../base]\n';
  const { installations, manifests } = inventoryOf(
    repositoryOf([
      ['base/kustomization.yaml', 'resources: [pod.yaml]\n'],
      ['base/pod.yaml', pod],
      ['a/kustomization.yaml', overlay],
      ['b/kustomization.yaml', overlay],
    ]),
  );
  expect(installations.map(({ path }) => path)).toEqual(['a/kustomization.yaml', 'b/kustomization.yaml']);
  expect(manifests).toHaveLength(1);
});

test('a change of images may give the name that a later change uses, and the last replicas count', () => {
  const files = {
    'kustomization.yaml':
      'resources: [app.yaml]\nimages: [{name: y, newTag: "1"}, {name: x, newName: y}, {name: y, newTag: "2"}]\nreplicas: [{name: a, count: 2}, {name: a, count: 3}]\n',
    'app.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {spec: {containers: [{name: a, image: x}]}}}\n',
  };
  const { resources } = built('kustomization.yaml', repositoryOf(Object.entries(files)));
  expect(resources.map(({ part }) => plainOf(part))).toMatchObject([
    { spec: { replicas: 3, template: { spec: { containers: [{ image: 'y:2' }] } } } },
  ]);
});
