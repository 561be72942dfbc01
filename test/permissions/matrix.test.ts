// The matrix of the page agrees with `rbac --check`, permission by permission.
import { expect, test } from 'vitest';
import { checkManifests } from '../../src/permissions/check.ts';
import { nameOf } from '../../src/permissions/words.ts';
import { inferRepository } from '../../src/permissions/infer-repository.ts';
import { matrixOf } from '../../src/permissions/matrix.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const group = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const repository = repositoryOf([
  ['Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n'],
  [
    'src/main.rs',
    'use k8s_openapi::api::core::v1::{ConfigMap, Secret};\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Secret>::all(client.clone()).list(&Default::default()).await.unwrap();\nApi::<ConfigMap>::namespaced(client, "b").get("own").await.unwrap(); }\n',
  ],
  [
    'deploy/a.yaml',
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app, namespace: a}\nspec: {template: {spec: {serviceAccountName: app, containers: [{name: app, image: "example.dev/app:1"}]}}}\n---\n${group}kind: ClusterRole\nmetadata: {name: app}\nrules:\n  - {apiGroups: [""], resources: [secrets], verbs: [list, delete]}\n  - {apiGroups: [""], resources: [configmaps], resourceNames: [other], verbs: [get]}\n---\n${group}kind: ClusterRoleBinding\nmetadata: {name: app}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: app}\nsubjects: [{kind: ServiceAccount, name: app, namespace: a}]\n`,
  ],
]);

test('missing, unused and needed permissions have one row each, with account and reach', async () => {
  const inferred = await inferRepository(repository);
  const [matrix] = matrixOf(inferred);
  const rows = matrix?.rows.map(({ verbs, resource, verdict, needed, granted }) => [
    verdict,
    ...verbs,
    resource,
    needed?.reach,
    granted?.reach,
  ]);
  expect(matrix?.account).toBe('app');
  expect(rows).toEqual([
    ['missing', 'get', 'configmaps', 'namespace b, only own', undefined],
    ['unused', 'delete', 'secrets', undefined, 'whole cluster'],
    ['unused', 'get', 'configmaps', undefined, 'whole cluster, only other'],
    ['exact', 'list', 'secrets', 'whole cluster', 'whole cluster'],
  ]);
  const { check } = checkManifests(inferred);
  const told = (verdict: string): readonly string[] =>
    (matrix?.rows ?? [])
      .filter((row) => row.verdict === verdict)
      .flatMap(({ verbs, resource }) => verbs.map((verb) => `${verb} ${resource}`))
      .sort();
  const named = (all: typeof check.excess | typeof check.missing): readonly string[] =>
    all.map((each) => `${each.verb} ${nameOf(each)}`).sort();
  expect(told('missing')).toEqual(named(check.missing));
  expect(told('unused')).toEqual(named(check.excess));
});

test('a permission is unknown if the grants cannot decide it, never exact', async () => {
  const files = new Map(repository.files);
  const [code = '', manifests = ''] = ['src/main.rs', 'deploy/a.yaml'].map((file) => files.get(file));
  files.set('src/main.rs', code.replace('get("own")', 'get(&std::env::var("NAME").unwrap())'));
  files.set('deploy/a.yaml', manifests);
  const [matrix] = matrixOf(await inferRepository(repositoryOf(files)));
  const row = matrix?.rows.find(({ resource }) => resource === 'configmaps');
  expect(row).toMatchObject({ verdict: 'unknown', verbs: ['get'], note: expect.stringContaining('only for other') });
  expect(matrix?.programs).toEqual(['app']);
});
