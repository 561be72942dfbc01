// If one installation grants what another lacks, the finding names the latter; a foreign program lacks nothing.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { inferRepository } from '../../src/permissions/infer-repository.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const source = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Node;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Node>::all(client).get("a").await.unwrap(); }\n',
};
const installed = (verbs: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: a}
spec: {selector: {}, template: {spec: {serviceAccountName: app, containers: [{name: app, image: "x.dev/app:1"}]}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: app}
rules:
  - {apiGroups: [""], resources: [nodes], verbs: [${verbs}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: app}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: app}
subjects: [{kind: ServiceAccount, name: app, namespace: a}]
`;
const copies = (...verbs: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    verbs.flatMap((each, at) => [
      [`deploy/${at}/kustomization.yaml`, 'resources: [all.yaml]\n'],
      [`deploy/${at}/all.yaml`, installed(each)],
    ]),
  );

async function missing(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const repository = repositoryOf(Object.entries({ ...source, ...files }));
  const known = await inferPermissions(repository);
  return audit(repository, { rules: ['no-missing-permissions'], ...known }).findings.map(({ message }) => message);
}

test.each([
  [
    ['get', 'list'],
    ['no role of deploy/1/kustomization.yaml grants get nodes, which this call needs; another installation grants it'],
  ],
  [
    ['"*"', 'list', 'watch'],
    [
      'no role of deploy/1/kustomization.yaml and 1 more grants get nodes, which this call needs; another installation grants it',
    ],
  ],
  [['list', 'list'], ['no role grants get nodes, which this call needs']],
  [['list'], ['no role grants get nodes, which this call needs']],
  [['get', 'get'], []],
])('copies that grant %j', async (verbs, said) => expect(await missing(copies(...verbs))).toEqual(said));

test('a foreign workload in another installation is not the program, nor is the job next to it', async () => {
  const chart = (name: string): string => `apiVersion: v2\nname: ${name}\nversion: 0.1.0\n`;
  const pod = (name: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {selector: {}, template: {spec: {serviceAccountName: ${name}, containers: [{name: ${name}, image: "x.dev/${name}:1"}]}}}\n`;
  const files = {
    'Cargo.toml': source['Cargo.toml'].replace('"app"', '"app-controller"'),
    Dockerfile: 'FROM scratch\nCOPY app-controller /\nENTRYPOINT ["/app-controller"]\n',
    'charts/app/Chart.yaml': chart('app'),
    'charts/app/templates/all.yaml': `${installed('get')}---\n${pod('setup')}`,
    'charts/page/Chart.yaml': chart('page'),
    'charts/page/templates/a.yaml': pod('web'),
  };
  expect(await missing(files)).toEqual([]);
});

test('rbac --check says which installation grants it, and which do not', async () => {
  const files = { ...source, ...copies('get', 'list', 'list') };
  const { check } = checkManifests(await inferRepository(repositoryOf(Object.entries(files))));
  expect(check.missing.map(({ note }) => note)).toEqual([
    'It is granted by deploy/0/kustomization.yaml (deploy/0/all.yaml:10), not by deploy/1/kustomization.yaml, deploy/2/kustomization.yaml.',
  ]);
});
