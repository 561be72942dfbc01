// Repositories that combine many of one thing with many of another: number → files.
import { files, lines, range, type Product } from './many.ts';
import { account, aggregating, binding, chart, rendered, role, runs, secrets } from './objects.ts';
import { ofKustomizations } from './products-of-kustomizations.ts';
import { ofRules } from './products-of-rules.ts';

const listed = (count: number): string => `l: [${range(count, String).join(', ')}]\n`;

const listing =
  'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() {\n    let client = Client::try_default().await.unwrap();\n    let pods: Api<Pod> = Api::namespaced(client, "app");\n    pods.list(&Default::default()).await.unwrap();\n}\n';

const judgesMore = 'it renders more objects than can be judged from here on';

export const products: Readonly<Record<string, Product>> = {
  ...ofKustomizations,
  ...ofRules,
  'programs and bindings of all accounts': {
    count: 100,
    files: (count) => ({
      'Cargo.toml': `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2024"\n[dependencies]\nkube = "4.2"\n${lines(count, (at) => `[[bin]]\nname = "a${at}"\npath = "src/b${at}.rs"\n`)}`,
      ...files(count, (at) => [`src/b${at}.rs`, listing]),
      'd/a.yaml': lines(
        count,
        (at) =>
          role(`r${at}`, '', secrets) + binding(`r${at}`, '{kind: Group, name: "system:serviceaccounts"}') + runs(at),
      ),
    }),
    ends: 'The repository has more programs and grants than can be compared',
  },
  'roles that have the rules of many': {
    count: 200,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          role(`r${at}`, 'a: b', secrets) +
          role(`x${at}`, '', aggregating('a')) +
          binding(`x${at}`, account(at)) +
          runs(at),
      ),
    }),
    ends: 'aggregates more roles than audit follows',
  },
  'roles that have the rules of the next': {
    count: 200,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) => role(`r${at}`, `a${at}: b`, aggregating(`a${at + 1}`)) + binding(`r${at}`, account(at)) + runs(at),
      ),
    }),
  },
  'roles and bindings of one name in many namespaces': {
    count: 2500,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a, namespace: n${at}}\n${secrets}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: a, namespace: n${at}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}\nsubjects: [${account(1)}]\n`,
      ),
    }),
  },
  'bindings of all accounts': {
    count: 200,
    files: (count) => ({
      'd/a.yaml': lines(
        count,
        (at) =>
          role(`r${at}`, '', secrets) + binding(`r${at}`, '{kind: Group, name: "system:serviceaccounts"}') + runs(at),
      ),
    }),
  },
  'a loop of a chart in a loop': {
    count: 80,
    files: (count) =>
      chart(listed(count), {
        'a.yaml': `{{ range $a := .Values.l }}{{ range $b := $.Values.l }}\n${rendered('a{{$a}}-{{$b}}')}{{ end }}{{ end }}\n`,
      }),
    ends: judgesMore,
  },
  'templates that loop': {
    count: 80,
    files: (count) =>
      chart(
        listed(count),
        files(count, (at) => [`a${at}.yaml`, `{{ range $a := .Values.l }}\n${rendered(`a${at}-{{$a}}`)}{{ end }}\n`]),
      ),
    ends: judgesMore,
  },
  'templates that take long': {
    count: 60,
    files: (count) =>
      chart(
        'a: 1\n',
        files(count, (at) => [
          `a${at}.yaml`,
          `{{ range until 400 }}{{ range until 400 }}{{ end }}{{ end }}${rendered('a')}`,
        ]),
      ),
    ends: 'it renders more than a chart can be',
  },
  'charts that loop': {
    count: 60,
    files: (count) =>
      Object.assign(
        {},
        ...range(count, (at) =>
          chart('a: 1\n', { 'a.yaml': `{{ range until 300 }}\n${rendered('a{{.}}')}{{ end }}\n` }, `c${at}`),
        ),
      ),
    ends: judgesMore,
  },
  'a chart that takes in itself under many names': {
    count: 10,
    files: (count) => ({
      ...chart('a: 1\n', { 'a.yaml': rendered('a') }),
      'c/Chart.yaml': `apiVersion: v2\nname: c\nversion: 0.1.0\ndependencies:\n${lines(count, (at) => `- {name: c, alias: a${at}, version: 0.1.0, repository: "file://../c"}\n`)}`,
    }),
    ends: 'it takes in more charts than can be rendered',
  },
  'suppressions of findings': {
    count: 200,
    files: (count) => ({
      'd/a.yaml': lines(count, runs),
      '.kube-secure-controller.yaml': `ignore:\n${lines(count, (at) => `  - {rule: no-host-path, path: "**/a*${at}*", reason: nobody runs it}\n`)}`,
    }),
  },
  'workflows of workflows': {
    count: 40,
    files: (count) =>
      files(count, (at) => [
        `.github/workflows/w${at}.yml`,
        `on: {workflow_call: {}}\njobs:\n${lines(count, (to) => `  j${to}: {uses: ./.github/workflows/w${to}.yml}\n`)}`,
      ]),
  },
  'actions of actions': {
    count: 40,
    files: (count) => ({
      ...files(count, (at) => [
        `.github/actions/a${at}/action.yml`,
        `runs: {using: composite, steps: [${range(count, (to) => `{uses: ./.github/actions/a${to}}`).join(', ')}]}\n`,
      ]),
      '.github/workflows/w.yml': 'on: push\njobs: {j: {runs-on: x, steps: [{uses: ./.github/actions/a0}]}}\n',
    }),
  },
  'Dockerfiles of many stages': {
    count: 40,
    files: (count) => files(count, (at) => [`d${at}/Dockerfile`, lines(count, (to) => `FROM s${to} AS s${to + 1}\n`)]),
  },
};
