// Calls of the code say nothing about a role that only foreign Pods use.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const source = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Pod>::namespaced(client, "default").list(&Default::default()).await.unwrap(); }\n',
};
const scraper = (image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: scraper, namespace: a}
spec: {selector: {}, template: {spec: {serviceAccountName: scraper, containers: [{name: scraper, image: "${image}"}]}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: scraper}
rules:
  - {apiGroups: [""], resources: [pods], verbs: [list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: scraper}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: scraper}
subjects: [{kind: ServiceAccount, name: scraper, namespace: a}]
---
apiVersion: v1
kind: Pod
metadata: {name: other, namespace: a}
spec: {serviceAccountName: other, containers: [{name: other, image: "x.dev/other:1"}]}
`;

test.each([
  ['prom/prometheus:v3', 0],
  ['x.dev/scraper:1', 1],
])('a ClusterRole of a Pod with the image %s gives %i findings', async (image, count) => {
  const repository = repositoryOf(Object.entries({ ...source, 'deploy/all.yaml': scraper(image) }));
  const known = await inferPermissions(repository);
  expect(audit(repository, { rules: ['role-over-cluster-role'], ...known }).findings).toHaveLength(count);
});
