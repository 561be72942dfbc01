// A role that is limited to the names that the manifests give to the program does not count as missing them all.
import { expect, test } from 'vitest';
import { checkManifests, type Check } from '../../src/permissions/check.ts';
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

const checked = async (source: string, deploy: string): Promise<Check> => {
  const inferred = await inferredFrom(
    new Map([
      ['Cargo.toml', '[package]\nname = "app"\nversion = "0.0.0"\n[dependencies]\nkube = "4.2"\n'],
      ['src/main.rs', source],
      ['deploy/app.yaml', deploy],
    ]),
  );
  return checkManifests(inferred).check;
};

test.each([
  ['a variable', 'env: [{name: TARGET, value: web}]', 'web', ['list']],
  ['an argument', 'args: ["--target=web"]', 'web', ['list']],
  ['one of two granted names', 'args: [web]', 'web, api', ['list']],
  ['another name', 'env: [{name: TARGET, value: web}]', 'api', ['delete', 'get', 'list']],
])('%s gives the name', async (_, container, names, lacking) => {
  const { missing } = await checked(main, manifests(container, names));
  expect(missing.map(({ verb }) => verb)).toEqual(lacking);
});

const program = (body: string): string => `use k8s_openapi::api::apps::v1::Deployment;
use kube::{api::{ListParams, WatchParams}, runtime::watcher, Api, Client};
#[tokio::main]
async fn main() {
    let name = std::env::var("TARGET").unwrap();
    let all: Api<Deployment> = Api::default_namespaced(Client::try_default().await.unwrap());
    let other = all.list(&ListParams::default().labels("a=b"));
    ${body}
}
`;
const one = (names: string): string =>
  manifests('env: [{name: TARGET, value: web}]', names).replace('[get, delete, list]', '[get, watch]');
const anyOf = (names: string): string => one(names).replace('value: web', 'valueFrom: {}');
const watches =
  'let w = watcher(all.clone(), watcher::Config::default().fields(&format!("metadata.name={name}-x"))); w.next().await;';

test.each([
  ['a selector with a composed name', watches, one('web-x'), [], []],
  ['a name that is composed at run time', watches, anyOf('web-x'), [], ['watch']],
  ['a selector that matches no granted name', watches, one('web'), ['watch'], []],
  ['one watched object', 'watcher::watch_object(all, &name).next().await;', one('web'), [], []],
  [
    'one watched object with another name',
    'watcher::watch_object(all, &name).next().await;',
    one('api'),
    ['watch'],
    [],
  ],
  [
    'a name that is known only at run time',
    'watcher::watch_object(all, &name).next().await;',
    anyOf('api'),
    [],
    ['watch'],
  ],
  [
    'a selector of labels',
    'watcher(all, watcher::Config::default().labels(&name)).next().await;',
    one('web'),
    ['watch'],
    [],
  ],
  [
    'a selector of another field',
    'watcher(all, watcher::Config::default().fields(&format!("spec.x={name}"))).next().await;',
    one('web'),
    ['watch'],
    [],
  ],
  [
    'a watch of all objects and of one',
    `all.watch(&WatchParams::default(), "0").await; ${watches}`,
    one('web-x'),
    ['watch'],
    [],
  ],
  ['a composed name', 'all.get(&format!("{name}-x")).await;', one('web-x, other'), [], []],
  ['a name of three parts', 'all.get(&format!("{name}-{other}-x")).await;', one('web-1-x'), [], ['get']],
  ['a name and a constant', 'all.get(&name).await; all.get("api").await;', one('web, api'), [], ['get']],
  [
    'two constants',
    'all.get("web").await; all.get("api").await;',
    one('web').replace(
      'rules:',
      `rules:\n  - {apiGroups: [apps], resources: [deployments], resourceNames: [api], verbs: [get]}`,
    ),
    [],
    [],
  ],
  ['two constants, one of them granted', 'all.get("web").await; all.get("api").await;', one('web'), ['get'], []],
  [
    'the name of an object',
    'for each in other.await.unwrap() { all.get(&each.spec.unwrap().x).await; }',
    anyOf('web'),
    ['get'],
    [],
  ],
])('a role that is limited to names is compared with %s', async (_, body, deploy, lacking, open) => {
  const { missing, unknown } = await checked(program(body), deploy);
  const verbs = missing.map(({ verb }) => verb).filter((verb) => verb !== 'list');
  const said = unknown.flatMap(
    ({ why }) => /^`(\w+)` on apps.deployments is granted only for .* is not known/.exec(why)?.[1] ?? [],
  );
  expect([verbs, said.filter((verb) => verb !== 'list')]).toEqual([lacking, open]);
});
