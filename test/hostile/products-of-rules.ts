// Objects, scripts and workflows in which one rule compares many of one thing with many of another.
import { files, lines, type Product } from './many.ts';
import { account, binding, chart, rendered, role, runs } from './objects.ts';

export const ofRules: Readonly<Record<string, Product>> = {
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
