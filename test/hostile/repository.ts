// The repository of a small controller, with one file replaced by a malicious text.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emptyFolder } from '../cli/run.ts';

const files: Readonly<Record<string, string>> = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n\n[dependencies]\nkube = "4.2"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n\n#[tokio::main]\nasync fn main() {\n    let client = Client::try_default().await.unwrap();\n    let pods: Api<Pod> = Api::namespaced(client, "app");\n    pods.list(&Default::default()).await.unwrap();\n}\n',
  'deploy/rbac.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: app\n  namespace: app\nrules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [list]\n',
  'deploy/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  namespace: app\nspec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: ghcr.io/me/app:1\n',
  'deploy/crd.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: apps.example.dev\nspec:\n  group: example.dev\n  names:\n    kind: App\n    plural: apps\n  scope: Namespaced\n  versions:\n    - name: v1\n',
  'chart/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 0.1.0\n',
  'chart/values.yaml': 'a: 1\n',
  'chart/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.a }}\nspec:\n  containers: []\n',
  Dockerfile: 'FROM rust:1.95\nCOPY . .\nRUN cargo build --release\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test\n',
};

/** The folder of the repository, with some files replaced. */
export function repositoryWith(changed: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries({ ...files, ...changed })) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return folder;
}
