// `rbac --check` and `audit` share one comparison, and so agree about a repository.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { inferRepository } from '../../src/permissions/infer-repository.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { textReport } from '../../src/permissions/report/text-report.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { disagreements } from './disagreements.ts';

const program = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n',
  'src/main.rs':
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Pod>::all(client).list(&Default::default()).await.unwrap(); }\n',
};
const group = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const workload = (name: string, image: string, more = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  selector: {}\n  template:\n    spec:\n      serviceAccountName: ${name}\n      containers:\n        - {name: main, image: "${image}"}\n${more}---\n`;
const role = (name: string, rule: string, meta = ''): string =>
  `${group}kind: ClusterRole\nmetadata: {name: ${name}${meta}}\nrules:\n  - ${rule}\n---\n`;
const binding = (name: string, account = 'app'): string =>
  `${group}kind: ClusterRoleBinding\nmetadata: {name: ${account}-${name}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: ${account}, namespace: a}]\n---\n`;
const pods = '{apiGroups: [""], resources: [pods], verbs: [list]}';
const app = workload('app', 'example.dev/app:1');
const right = app + role('app', pods) + binding('app');

async function judged(manifests: Readonly<Record<string, string>>) {
  const repository = repositoryOf(Object.entries({ ...program, ...manifests }));
  const inferred = await inferRepository(repository);
  const { inference, files } = inferred;
  const checked = checkManifests(inferred);
  const known = await inferPermissions(repository);
  const result = audit(repository, { rules: ['no-unused-permissions', 'no-missing-permissions'], ...known });
  return {
    ...checked.check,
    text: textReport(inference, checked, { files, paint: (_, text) => text, columns: undefined }).join('\n'),
    findings: result.findings,
    disagreements: disagreements(checked.check, audit(repository, known).findings),
    blastRadius: result.blastRadius,
  };
}

const cases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the needed permissions': { 'a.yaml': right },
  nothing: { 'a.yaml': app + role('app', pods.replace('list', 'get')) + binding('app') },
  'an unused permission': { 'a.yaml': app + role('app', pods.replace('list', 'list, delete')) + binding('app') },
  'the permissions of edit': { 'a.yaml': app + binding('edit') },
  'the permissions of a role elsewhere': { 'a.yaml': right + binding('theirs') },
  'the permissions of cluster-admin': { 'a.yaml': app + binding('cluster-admin') },
  'fewer permissions in a second chart': {
    'a.yaml': right,
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/templates/a.yaml': app + role('app', pods.replace('list', 'get')) + binding('app'),
  },
  'fewer permissions in a kustomization without the role': {
    'deploy/kustomization.yaml': 'resources: [app.yaml]\n',
    'deploy/app.yaml': app,
    'deploy/rbac.yaml': role('app', pods) + binding('app'),
  },
  'more permissions with other values': {
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/templates/a.yaml': `${app}${role('app', pods)}${binding('app')}{{- if .Values.more }}\n${role('more', pods.replace('list', 'delete'))}${binding('more')}{{- end }}\n`,
  },
};

describe.each(Object.entries(cases))('where the manifests grant %s', (_, manifests) => {
  test('both commands agree', async () => {
    expect((await judged(manifests)).disagreements).toEqual([]);
  });

  test('the text says "exactly that" only if nothing differs and nothing is unknown', async () => {
    const { missing, excess, unknown, text } = await judged(manifests);
    expect(text.includes('grant exactly that')).toBe(missing.length + excess.length + unknown.length === 0);
  });
});

test.each(['tests/rbac.yaml', 'hack/rbac.yaml', 'docs/examples/rbac.yaml'])('%s is set aside by both', async (path) => {
  const other = role('app', pods.replace('list', 'delete')) + binding('app');
  expect(await judged({ 'a.yaml': right, [path]: other })).toMatchObject({ missing: [], excess: [], findings: [] });
});

test('a permission that only some clusters check is unknown to audit, not ignored', async () => {
  const owned = program['src/main.rs'].replace(
    'let client',
    'let _ = k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference { block_owner_deletion: Some(true), ..kube::Resource::controller_owner_ref(&Pod::default(), &()).unwrap() }; let client',
  );
  const { findings } = await judged({ 'a.yaml': right, 'src/main.rs': owned });
  expect(findings).toMatchObject([
    { rule: 'no-missing-permissions', state: 'unknown', message: expect.stringContaining('update pods/finalizers') },
  ]);
});

test('an image that is not built here does not run the program', async () => {
  const theirs =
    workload('metrics', 'registry.k8s.io/metrics-server/metrics-server:v0.8.0') +
    role('metrics', pods) +
    binding('metrics', 'metrics');
  expect(await judged({ 'dev.yaml': theirs, 'a.yaml': right })).toMatchObject({ missing: [], excess: [], unknown: [] });
});

test('the image decides before the name of the Deployment', async () => {
  const two = {
    'Cargo.toml': '[workspace]\nmembers = ["cli", "controller"]\n',
    'cli/Cargo.toml': program['Cargo.toml'].replace('"app"', '"fail"'),
    'cli/src/main.rs': program['src/main.rs'].replace('list(&', 'delete_collection(&Default::default(), &'),
    'controller/Cargo.toml': program['Cargo.toml'].replace('"app"', '"fail-controller"'),
    'controller/src/main.rs': program['src/main.rs'],
    Dockerfile: 'FROM scratch\nENTRYPOINT ["/fail-controller"]\n',
    'src/main.rs': '',
  };
  const { missing, excess } = await judged({
    ...two,
    'a.yaml': workload('fail', 'example.dev/fail:1') + role('fail', pods) + binding('fail', 'fail'),
  });
  expect({ missing, excess }).toEqual({ missing: [], excess: [] });
});

test('each stage of a Dockerfile that starts a program is an image of it', async () => {
  const { missing, unknown } = await judged({
    Dockerfile:
      'FROM scratch AS base\nFROM base AS app\nENTRYPOINT ["/bin/app"]\nFROM base AS webhook\nENTRYPOINT ["/bin/webhook"]\n',
    'a.yaml': app + role('app', pods.replace('list', 'get')) + binding('app'),
  });
  expect(unknown).toEqual([]);
  expect(missing).toMatchObject([{ resource: 'pods', verb: 'list' }]);
});

test('a role for an account without a workload is reported', async () => {
  const { unknown, text } = await judged({
    'a.yaml': right + role('other', pods.replace('list', 'delete')) + binding('other', 'robot'),
  });
  expect(unknown.map(({ why }) => why)).toEqual([expect.stringContaining('runs as robot')]);
  expect(text).not.toContain('exactly that');
});

test('a sidecar with the same account makes unused permissions uncertain', async () => {
  const sidecar = '        - {name: proxy, image: "example.dev/proxy:1"}\n';
  const { excess } = await judged({
    'a.yaml':
      workload('app', 'example.dev/app:1', sidecar) + role('app', pods.replace('list', 'list, get')) + binding('app'),
  });
  expect(excess.map(({ doubt }) => doubt)).toEqual(['the container proxy runs with the same ServiceAccount']);
});

test('a program with two accounts makes them uncertain too, if other containers share them', async () => {
  const sidecar = '        - {name: provisioner, image: "registry.k8s.io/sig-storage/csi-provisioner:v5"}\n';
  const both = (beside: string) =>
    judged({
      'a.yaml':
        workload('app', 'example.dev/app:1', beside).replace('name: app}', 'name: app-node}') +
        workload('controller', 'example.dev/app:1', beside) +
        role('app', pods.replace('list', 'list, get')) +
        binding('app') +
        binding('app', 'controller'),
    });
  const { excess } = await both(sidecar);
  expect(excess.map(({ doubt }) => doubt)).toEqual([expect.stringContaining('container provisioner may run with it')]);
  expect((await both('')).excess.map(({ doubt }) => doubt)).toEqual([null]);
});

test.each([
  ['cluster-admin', 'takes over the cluster'],
  ['edit', 'starts Pods'],
  ['theirs', 'may get more: this repository does not show it'],
  ['system:node', 'may get more: this repository does not show it'],
])('the blast radius includes the permissions of %s', async (name, consequence) => {
  const { blastRadius } = await judged({ 'a.yaml': app + binding(name) });
  expect(blastRadius.map((one) => one.consequence)).toContainEqual(expect.stringContaining(consequence));
});

test('the blast radius includes the rules of an aggregated role', async () => {
  const secrets = role('part', '{apiGroups: [""], resources: [secrets], verbs: [list]}', ', labels: {to: app}');
  const whole = `${group}kind: ClusterRole\nmetadata: {name: app}\naggregationRule: {clusterRoleSelectors: [{matchLabels: {to: app}}]}\nrules: []\n---\n`;
  const { blastRadius } = await judged({ 'a.yaml': app + whole + secrets + binding('app') });
  expect(blastRadius.map((one) => one.consequence)).toContainEqual(expect.stringContaining('every Secret'));
});
