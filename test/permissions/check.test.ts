// Manifests in every form, compared with the needs of a small program.
import { expect, test } from 'vitest';
import { checkManifests } from '../../src/permissions/check.ts';
import type { Files } from '../../src/repo/files.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import { sarifReport } from '../../src/permissions/report/sarif-report.ts';
import { HEADER, manifestsFor } from '../../src/permissions/write.ts';
import { inferredFrom, inferredOf } from '../inferred.ts';

const program = {
  'Cargo.toml': '[package]\nname = "app"\n[dependencies]\nkube = "4.2"\n',
  'src/main.rs': `use k8s_openapi::api::core::v1::{Pod, Secret};
use kube::{Api, Client, api::ListParams};
#[tokio::main]
async fn main() -> kube::Result<()> {
    let client = Client::try_default().await?;
    Api::<Pod>::all(client.clone()).list(&ListParams::default()).await?;
    Api::<Secret>::default_namespaced(client).get("token").await?;
    Ok(())
}
`,
};

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: app }
spec:
  template:
    spec:
      serviceAccountName: app
      containers: [{ name: app, image: ghcr.io/x/app:1 }]
`;

function binding(kind: 'Role' | 'ClusterRole', name: string, account = 'app'): string {
  return `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}Binding\nmetadata: { name: ${name} }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${name} }\nsubjects: [{ kind: ServiceAccount, name: ${account} }]\n`;
}

function role(kind: 'Role' | 'ClusterRole', name: string, rules: string): string {
  return `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nrules:\n${rules}`;
}

const pods = '  - apiGroups: [""]\n    resources: [pods]\n    verbs: [list]\n';
const secret = '  - apiGroups: [""]\n    resources: [secrets]\n    resourceNames: [token]\n    verbs: [get]\n';
const exact =
  deployment +
  role('ClusterRole', 'app', pods) +
  binding('ClusterRole', 'app') +
  role('Role', 'app', secret) +
  binding('Role', 'app');

async function check(manifests: Readonly<Record<string, string>>) {
  const files = new Map(Object.entries({ ...program, ...manifests }));
  return checkManifests(await inferredFrom(files));
}

const short = (
  list: readonly { readonly verb: string; readonly resource: string; readonly line: number }[],
): readonly string[] => list.map(({ verb, resource, line }) => `${verb} ${resource} ${line}`);

test('manifests that grant exactly the needed permissions', async () => {
  const { check: result, accounts } = await check({ 'deploy/all.yaml': exact });
  expect(result).toEqual({ missing: [], enforced: [], excess: [], unknown: [] });
  expect(accounts.get('app')).toBe('app');
});

test('a missing verb is reported at the line of Rust, an unused verb at its own line', async () => {
  const { check: result } = await check({
    'deploy/all.yaml': exact.replace('verbs: [list]', 'verbs:\n      - watch\n      - delete'),
  });
  expect(short(result.missing)).toEqual(['list pods 6']);
  expect(short(result.excess)).toEqual(['delete pods 19', 'watch pods 18']);
  expect(result.excess.map(({ severity }) => severity)).toEqual(['high', 'low']);
});

test('a wildcard is split into its permissions', async () => {
  const { check: result } = await check({
    'deploy/all.yaml': exact.replace('resources: [pods]\n    verbs: [list]', 'resources: [pods]\n    verbs: ["*"]'),
  });
  expect(result.missing).toEqual([]);
  expect(result.excess.map(({ verb }) => verb).sort()).toEqual([
    'create',
    'delete',
    'deletecollection',
    'get',
    'patch',
    'update',
    'watch',
  ]);
});

test('the roles of another ServiceAccount do not count', async () => {
  const { check: result } = await check({
    'deploy/all.yaml':
      exact +
      role('ClusterRole', 'other', '  - apiGroups: [apps]\n    resources: [deployments]\n    verbs: [delete]\n') +
      binding('ClusterRole', 'other', 'other'),
  });
  expect(result.excess).toEqual([]);
});

test('a list over the whole cluster is not granted by a Role', async () => {
  const { check: result } = await check({
    'deploy/all.yaml': deployment + role('Role', 'app', pods + secret) + binding('Role', 'app'),
  });
  expect(short(result.missing)).toEqual(['list pods 6']);
  expect(result.missing[0]?.note).toContain('granted in namespaces');
});

test('a wrong group is named', async () => {
  const { check: result } = await check({
    'deploy/all.yaml': exact.replace(
      'apiGroups: [""]\n    resources: [pods]',
      'apiGroups: [apps]\n    resources: [pods]',
    ),
  });
  expect(result.missing[0]?.note).toContain('group "apps"');
});

test('a chart counts as it renders with its default values', async () => {
  const template = `{{- if .Values.rbac.create }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: {{ include "app.fullname" . }}
  labels:
    {{- include "app.labels" . | nindent 4 }}
rules:
  - apiGroups: [""]
    resources: [pods, {{ .Values.extra | quote }}]
    verbs: ["list"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: {{ include "app.fullname" . }}
roleRef:
  kind: ClusterRole
  name: {{ include "app.fullname" . }}
subjects:
  - kind: ServiceAccount
    name: {{ include "app.serviceAccountName" . }}
    namespace: {{ .Release.Namespace }}
{{- end }}
`;
  const { check: result } = await check({
    'chart/Chart.yaml': 'name: app\n',
    'chart/values.yaml': 'extra: nodes\nrbac: { create: true }\n',
    'chart/templates/rbac.yaml': template,
  });
  expect(short(result.missing)).toEqual(['get secrets 7']);
  expect(short(result.excess)).toEqual(['list nodes 11']);
  expect(result.unknown).toEqual([]);
});

test('rules that only Helm knows and invalid YAML are unknown', async () => {
  const { check: result } = await check({
    'chart/Chart.yaml': 'name: app\n',
    'chart/templates/role.yaml':
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: app\nrules:\n{{ include "gone" . }}\n',
    'deploy/broken.yaml': 'kind: ClusterRole\nmetadata: {name: x\nrules: [\n',
  });
  expect(result.unknown.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['chart/templates/role.yaml', 'deploy/broken.yaml']),
  );
  expect(result.missing).toEqual([]);
});

test('a program that writes roles needs the permissions that they grant, unless it may escalate', async () => {
  const writer = program['src/main.rs']
    .replace('v1::{Pod, Secret};', 'v1::{Pod, Secret};\nuse k8s_openapi::api::rbac::v1::Role;')
    .replace(
      '    Ok(())',
      '    Api::<Role>::default_namespaced(client).create(&Default::default(), &Role::default()).await?;\n    Ok(())',
    )
    .replace('(client).get', '(client.clone()).get');
  const rules = (...more: readonly string[]) =>
    `${pods}  - apiGroups: [rbac.authorization.k8s.io]\n    resources: [roles]\n    verbs: [${['create', ...more].join(', ')}]\n`;
  const unknown = async (text: string) =>
    (await check({ 'src/main.rs': writer, 'deploy/all.yaml': text })).check.unknown.map(
      ({ path, line }) => `${path}:${line}`,
    );
  const all = (more: string, ...verbs: readonly string[]) =>
    exact.replace(pods, rules(...verbs).replace('[list]', `[list${more}]`));
  expect(await unknown(all(', delete'))).toEqual(['src/main.rs:9']);
  expect(await unknown(all(', delete', 'escalate'))).toEqual([]);
  expect(await unknown(all(''))).toEqual([]);
});

test('the written manifest grants exactly the needed permissions, is left alone if unchanged, and never replaces a foreign file', async () => {
  const files = new Map(Object.entries(program));
  const inference = await inferFiles(files);
  const write = (all: Files) => manifestsFor(inferredOf(all, inference), checkManifests(inferredOf(all, inference)));
  const written = write(files).files;
  const text = written.get('deploy/rbac/app.yaml') ?? '';
  expect(text.startsWith(HEADER)).toBe(true);
  expect(text).toContain('# list: src/main.rs:6');
  const again = new Map([...files, ...written]);
  expect(checkManifests(inferredOf(again, inference)).check).toEqual({
    missing: [],
    enforced: [],
    excess: [],
    unknown: [],
  });
  expect(write(again)).toEqual({
    files: new Map(),
    identical: ['deploy/rbac/app.yaml'],
    refused: [],
    misnamed: [],
  });
  const foreign = new Map([...files, ['deploy/rbac/app.yaml', '# mine\n']]);
  expect(write(foreign).refused).toEqual(['deploy/rbac/app.yaml']);
});

test('SARIF has a rule and a place for every result', async () => {
  const { check: result } = await check({ 'deploy/all.yaml': exact.replace('verbs: [list]', 'verbs: [delete]') });
  expect(
    sarifReport(result, { unknown: [], faults: [] }, { name: 'a', version: '1.2.3', homepage: 'https://example.dev' }),
  ).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        results: [
          {
            ruleId: 'rbac-missing',
            ruleIndex: 0,
            locations: [{ physicalLocation: { artifactLocation: { uri: 'src/main.rs' }, region: { startLine: 6 } } }],
          },
          {
            ruleId: 'rbac-excess',
            ruleIndex: 1,
            locations: [{ physicalLocation: { artifactLocation: { uri: 'deploy/all.yaml' } } }],
          },
        ],
      },
    ],
  });
});
