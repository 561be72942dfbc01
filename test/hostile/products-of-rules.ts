// Objects, scripts and workflows in which one rule compares many of one thing with many of another.
import { files, lines, range, type Files, type Product } from './many.ts';
import { account, binding, chart, rendered, role, runs } from './objects.ts';

/** Three lists of so many words. */
const cube = (size: number): string =>
  `rules: [{${['apiGroups', 'resources', 'verbs'].map((key) => `${key}: [${range(size, (at) => `${key}${at}`).join(', ')}]`).join(', ')}}]`;

/** A page whose every row points to a line, with its program and account. */
const page = (rows: number, code: string): Files => ({
  'Cargo.toml': '[package]\nname = "a0"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\nkube = "4.2"\n',
  'src/main.rs': `use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() {\n    let c = Client::try_default().await.unwrap();\n    Api::<Pod>::namespaced(c, "n").list(&Default::default()).await.unwrap();\n}\n${code}`,
  'docs/security.md': `ServiceAccount \`s0\`, in namespace \`n\`:\n\n${lines(rows, (at) => `| \`pods\` | list | x${at} | [\`src/main.rs:${1 + (at % 9)}\`](a) |\n`)}`,
});

export const ofRules: Readonly<Record<string, Product>> = {
  'the lists of one rule': {
    count: 50,
    files: (size) => ({ ...page(1, ''), 'd/a.yaml': role('r0', '', cube(size)) + binding('r0', account(0)) + runs(0) }),
    ends: 'it is more than can be compared',
  },
  'the lists of many rules': {
    count: 40,
    files: (count) => ({
      ...page(1, ''),
      'd/a.yaml': `${lines(count, (at) => role(`r${at}`, '', cube(30)) + binding(`r${at}`, account(0)))}${runs(0)}`,
    }),
    ends: 'The roles grant more than can be compared',
  },
  'wildcards of rules, and kinds': {
    count: 150,
    files: (count) => ({
      ...page(1, ''),
      'd/a.yaml': `${role('r0', '', `rules: [{apiGroups: [e.dev], resources: [${range(count, (at) => `"*/s${at}"`).join(', ')}], verbs: [list]}]`)}${binding('r0', account(0))}${runs(0)}${lines(
        10 * count,
        (at) =>
          `---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: k${at}s.e.dev}\nspec: {group: e.dev, names: {kind: K${at}, plural: k${at}s}, scope: Namespaced, versions: [{name: v1}]}\n`,
      )}`,
    }),
  },
  'rows of the page of permissions, and roles': {
    count: 800,
    files: (count) => ({
      ...page(count, ''),
      'd/a.yaml': `${lines(count, (at) => role(`r${at}`, '', `rules: [{apiGroups: [""], resources: [x${at}], verbs: [list]}]`) + binding(`r${at}`, account(0)))}${runs(0)}`,
    }),
  },
  'rows of the page of permissions, and lines of code': {
    count: 3000,
    files: (count) => ({
      ...page(count, '// x\n'.repeat(5 * count)),
      'd/a.yaml':
        role('r0', '', 'rules: [{apiGroups: [""], resources: [pods], verbs: [list]}]') +
        binding('r0', account(0)) +
        runs(0),
    }),
  },
  'scripts that build, and images': {
    count: 1500,
    files: (count) => ({
      ...files(count, (at) => [`s/b${at}.sh`, `docker build -t x${at} .\n`]),
      'd/a.yaml': lines(count, (at) => rendered(`p${at}`).replace('image: b', `image: ghcr.io/me/i${at}`)),
      Dockerfile: 'FROM scratch\nUSER 65532\n',
    }),
  },
  'long scripts, and images': {
    count: 1000,
    files: (count) => ({
      ...files(20, (at) => [`s/b${at}.sh`, `docker build .\n${'# x\n'.repeat(count * 60)}`]),
      'd/a.yaml': lines(count, (at) => rendered(`p${at}`).replace('image: b', `image: ghcr.io/me/i${at}`)),
      Dockerfile: 'FROM scratch\nUSER 65532\n',
    }),
  },
  'workloads of one program': {
    count: 1500,
    files: (count) => ({
      'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n',
      'd/a.yaml': lines(count, (at) => rendered(`p${at}`).replace('image: b', 'image: ghcr.io/me/app')),
    }),
  },
  'policies that ask for no label, and Pods': {
    ends: 'more policies and Pods are here than can be compared',
    count: 800,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          runs(at) +
          `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n${at}, namespace: n}\nspec: {podSelector: {matchExpressions: [{key: a${at}, operator: Exists}]}, policyTypes: [Ingress]}\n`,
      ),
    }),
  },
  'policies and Pods': {
    count: 1000,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          runs(at) +
          `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n${at}, namespace: n}\nspec: {podSelector: {matchLabels: {app: x${at}}}, policyTypes: [Ingress, Egress]}\n`,
      ),
    }),
  },
  'budgets and workloads': {
    count: 1000,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          runs(at) +
          `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: n${at}, namespace: n}\nspec: {minAvailable: 1, selector: {matchLabels: {app: d${at}}}}\n`,
      ),
    }),
  },
  'comments that ignore, and findings': {
    count: 1500,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          `---\n# kube-secure-controller: ignore[no-host-path] nobody runs number ${at}\n${rendered(`p${at}`).replace('---\n', '')}`,
      ),
    }),
  },
  'Services and Pods': {
    count: 1000,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          runs(at) +
          `---\napiVersion: v1\nkind: Service\nmetadata: {name: s${at}, namespace: n}\nspec: {selector: {app: d${at}}, ports: [{port: 80}]}\n`,
      ),
    }),
  },
  'kinds of its own, and calls of each': {
    count: 150,
    files: (count) => ({
      'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\nkube = "4.2"\n',
      'src/main.rs': `use kube::{Api, Client, CustomResource};\n${lines(count, (at) => `#[derive(CustomResource)]\n#[kube(group = "e.dev", version = "v1", kind = "K${at}", namespaced)]\nstruct K${at}Spec {}\n`)}#[tokio::main]\nasync fn main() {\nlet c = Client::try_default().await.unwrap();\n${lines(count, (at) => `Api::<K${at}>::namespaced(c.clone(), "app").list(&Default::default()).await.unwrap();\n`)}}\n`,
      'd/a.yaml': lines(
        count,
        (at) =>
          `---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: k${at}s.e.dev}\nspec: {group: e.dev, names: {kind: K${at}, plural: k${at}s}, scope: Namespaced, versions: [{name: v1}]}\n` +
          role(`r${at}`, '', `rules: [{apiGroups: [e.dev], resources: [k${at}s], verbs: [list]}]`) +
          binding(`r${at}`, account(0)),
      ),
    }),
  },
  'values of a chart, and Pods of it': {
    count: 400,
    files: (count) =>
      chart(
        lines(count, (at) => `v${at}: {image: i${at}, securityContext: {}}\n`),
        files(count, (at) => [
          `a${at}.yaml`,
          rendered(`a${at}`).replace(
            'image: b',
            `image: {{ .Values.v${at}.image }}, securityContext: {{ toJson .Values.v${at}.securityContext }}`,
          ),
        ]),
      ),
  },
};
