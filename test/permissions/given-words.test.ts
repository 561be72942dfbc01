// A role that is limited to the names which the manifests give to the program is no role that lacks them all.
import { expect, test } from 'vitest';
import { checkManifests } from '../../src/permissions/check.ts';
import { inferredFrom } from '../inferred.ts';

const main = `use k8s_openapi::api::apps::v1::Deployment;
use kube::{Api, Client};
#[tokio::main]
async fn main() {
    let name = std::env::var("TARGET").unwrap();
    let all: Api<Deployment> = Api::default_namespaced(Client::try_default().await.unwrap());
    all.get(&name).await;
    all.delete(&name, &Default::default()).await;
    all.list(&Default::default()).await;
}
`;
const manifests = (container: string, names: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: app, namespace: n}
spec: {template: {spec: {serviceAccountName: app, containers: [{name: app, image: app, ${container}}]}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: app, namespace: n}
rules:
  - {apiGroups: [apps], resources: [deployments], resourceNames: [${names}], verbs: [get, delete, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: app, namespace: n}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: app}
subjects: [{kind: ServiceAccount, name: app, namespace: n}]
`;

const missing = async (container: string, names: string): Promise<readonly string[]> => {
  const inferred = await inferredFrom(
    new Map([
      ['Cargo.toml', '[package]\nname = "app"\nversion = "0.0.0"\n[dependencies]\nkube = "4.2"\n'],
      ['src/main.rs', main],
      ['deploy/app.yaml', manifests(container, names)],
    ]),
  );
  return checkManifests(inferred).check.missing.map(({ verb }) => verb);
};

test.each([
  ['a variable', 'env: [{name: TARGET, value: web}]', 'web', ['list']],
  ['an argument', 'args: ["--target=web"]', 'web', ['list']],
  ['one name of two', 'args: [web]', 'web, api', ['delete', 'get', 'list']],
  ['another name', 'env: [{name: TARGET, value: web}]', 'api', ['delete', 'get', 'list']],
])('%s gives the name', async (_, container, names, lacking) =>
  expect(await missing(container, names)).toEqual(lacking),
);
