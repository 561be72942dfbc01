// Small controllers that were not generated, in the layouts of public ones.

type Files = Readonly<Record<string, string>>;

const spec = (kind: string): string => `use kube::CustomResource;

#[derive(CustomResource, Clone, Debug, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[kube(group = "tea.dev", version = "v1beta1", kind = "${kind}", namespaced)]
pub struct ${kind}Spec {
    pub leaves: u32,
}
`;

const main = (kind: string, types: string): string => `use k8s_openapi::api::core::v1::Secret;
use kube::api::PostParams;
use kube::runtime::controller::Action;
use kube::runtime::{watcher, Controller};
use kube::{Api, Client};
use std::sync::Arc;
${types}

async fn reconcile(object: Arc<${kind}>, client: Arc<Client>) -> Result<Action, kube::Error> {
    let secrets: Api<Secret> = Api::namespaced(client.as_ref().clone(), "tea");
    secrets.create(&PostParams::default(), &Secret::default()).await?;
    Ok(Action::await_change())
}

#[tokio::main]
async fn main() -> Result<(), kube::Error> {
    let client = Client::try_default().await?;
    let api: Api<${kind}> = Api::all(client.clone());
    Controller::new(api, watcher::Config::default()).run(reconcile, on_error, Arc::new(client));
    Ok(())
}
`;

const role = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: teapot
rules:
  - apiGroups: ["tea.dev"] # what it is about
    resources: [teapots, cups]
    verbs: [list, watch]
  - apiGroups: [""]
    resources: [secrets]
    verbs: [create]
`;

const deployment = (namespace: string, name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name} # theirs
${namespace}spec:
  selector: {matchLabels: {app: teapot}}
  template:
    metadata: {labels: {app: teapot}}
    spec:
      containers:
        - name: teapot
          image: "ghcr.io/acme/teapot:1.0.0"
`;

const cargo = (lines: string): string =>
  `[package]\nname = "teapot"\nversion = "0.1.0"\n${lines}\n[dependencies]\nkube = "1"\n`;
const dockerfile = 'FROM gcr.io/distroless/static:nonroot\nCOPY teapot /teapot\nENTRYPOINT ["/teapot"]\n';

/** A Helm chart that installs into the namespace of its release, which the README names. */
export const chart: Files = {
  'Cargo.toml': cargo('license = "MIT"\nrepository = "https://github.com/acme/teapot"\n'),
  'Cargo.lock':
    '[[package]]\nname = "kube"\nversion = "1.1.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n\n[[package]]\nname = "teapot"\nversion = "0.1.0"\ndependencies = [\n "kube",\n]\n',
  'src/teapot.rs': spec('Teapot'),
  'src/main.rs': main('Teapot', 'mod teapot;\nuse teapot::Teapot;'),
  Dockerfile: dockerfile,
  'README.md':
    '# Teapot\n\nhelm install teapot oci://ghcr.io/acme/charts/teapot \\\n  --namespace tea-time --create-namespace\n',
  'charts/teapot/Chart.yaml':
    'apiVersion: v2\nname: teapot\ndescription: Makes tea # and nothing else\nversion: 0.1.0\n',
  'charts/teapot/values.yaml': 'replicas: 1\n',
  'charts/teapot/templates/deployment.yaml': deployment(
    '  namespace: {{ .Release.Namespace }}\n',
    '{{ .Release.Name }}',
  ),
  'charts/teapot/templates/role.yaml': role,
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: cargo test\n',
};

/** A kustomization in the layout of kubebuilder, with the CRD in YAML and its type in another crate. */
export const kustomize: Files = {
  'Cargo.toml': cargo('description = "Makes tea"\n'),
  'src/main.rs': main('Cup', 'use tea_api::Cup;'),
  Dockerfile: dockerfile,
  LICENSE: '                                 Apache License\n                           Version 2.0, January 2004\n',
  'config/crd/cups.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: cups.tea.dev\nspec:\n  group: tea.dev\n  names:\n    kind: Cup\n    plural: cups\n  scope: Namespaced\n  versions:\n    - name: v1\n      served: true\n      storage: true\n',
  'config/default/kustomization.yaml': '# All of it.\nnamespace: tea-system\nresources:\n  - ../manager\n  - ../rbac\n',
  'config/manager/kustomization.yaml': 'resources:\n  - deployment.yaml\n',
  'config/manager/deployment.yaml': deployment('  namespace: system\n', 'teapot'),
  'config/rbac/kustomization.yaml': 'resources:\n  - role.yaml\n',
  'config/rbac/role.yaml': role,
  '.gitlab-ci.yml': 'test:\n  script: cargo test\n',
};

/** A workspace whose controller watches built-in kinds, without a custom resource. */
export const workspace: Files = {
  'Cargo.toml':
    '[workspace]\nmembers = ["controller", "steep"]\n\n[workspace.package]\nrepository = "https://github.com/acme/tea-tools"\n',
  'controller/Cargo.toml':
    '[package]\nname = "controller"\nversion = "0.1.0"\nlicense = "Apache-2.0"\n\n[dependencies]\nkube = "1"\n',
  'controller/src/main.rs': main('Node', 'use k8s_openapi::api::core::v1::Node;').replace(
    'secrets.create(&PostParams::default(), &Secret::default()).await?;',
    'secrets.list(&Default::default()).await?;',
  ),
  'steep/Cargo.toml': '[package]\nname = "steep"\nversion = "0.1.0"\nlicense = "Apache-2.0"\n',
  'steep/src/lib.rs': 'pub fn steep() {}\n',
  'deploy/deployment.yaml': deployment('  namespace: default\n', 'teapot'),
  'deploy/role.yaml': role.replace('tea.dev', '').replace('teapots, cups', 'nodes'),
  'renovate.json': '{ "extends": ["config:recommended"] }\n',
};
