// What harden may conclude from the Rust of a repository that also contains other programs.
import { expect, test } from 'vitest';
import { inferPermissions } from '../../../src/commands/audit/infer-permissions.ts';
import { repositoryOf } from '../../../src/repo/repository.ts';

const files = {
  'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n',
  'src/main.rs':
    'use kube::{Api, Client};\nuse k8s_openapi::api::core::v1::Pod;\n#[tokio::main]\nasync fn main() { let api: Api<Pod> = Api::all(Client::try_default().await.unwrap()); api.get("a").await.unwrap(); }\n',
  'rbac.yaml': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: []\n',
};
const infer = async (more: Readonly<Record<string, string>>) =>
  (await inferPermissions(repositoryOf(Object.entries({ ...files, ...more })))).permissions;

test('with only Rust, the inference is complete', async () =>
  expect(await infer({})).toMatchObject({ complete: true }));

test.each([
  ['cmd/main.go', 'import (\n\t"k8s.io/client-go/kubernetes"\n)\n'],
  ['hooks/upgrade.py', 'from kubernetes import client\n'],
  ['ui/server.ts', "import * as k8s from '@kubernetes/client-node';\n"],
])('%s makes the inference incomplete', async (path, text) =>
  expect(await infer({ [path]: text })).toMatchObject({ complete: false, programs: 1, unknown: [{ path }] }),
);

test('a test in another language leaves it complete', async () =>
  expect(await infer({ 'test/e2e/main.go': 'import "k8s.io/client-go/kubernetes"\n' })).toMatchObject({
    complete: true,
  }));
