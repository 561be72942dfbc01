// How charts and similar tools treat the rules of a role: each verb keeps the line that its author wrote.
import { beforeAll, expect, test } from 'vitest';
import { checkManifests } from '../../src/permissions/check.ts';
import { conditionOf } from '../../src/permissions/words.ts';
import { inferFiles, type Inference } from '../../src/inference/infer.ts';
import { inferredOf } from '../inferred.ts';

const program = {
  'Cargo.toml': '[package]\nname = "app"\n[dependencies]\nkube = "4.2"\n',
  'src/main.rs': `use k8s_openapi::api::core::v1::Pod;
#[tokio::main]
async fn main() {
    let client = kube::Client::try_default().await.unwrap();
    kube::Api::<Pod>::all(client.clone()).list(&Default::default()).await;
    kube::Api::<Echo>::all(client).list(&Default::default()).await;
}
#[derive(kube::CustomResource)]
#[kube(group = "echo.example.dev", version = "v1", kind = "Echo")]
struct EchoSpec;
`,
};

let inference: Inference;
beforeAll(async () => {
  inference = await inferFiles(new Map(Object.entries(program)));
});

function check(manifests: Readonly<Record<string, string>>) {
  const { check: result, accounts } = checkManifests(
    inferredOf(new Map(Object.entries({ ...program, ...manifests })), inference),
  );
  return {
    account: accounts.get('app'),
    missing: result.missing.map(({ verb, group, resource }) => `${verb} ${group}/${resource}`),
    excess: result.excess.map(
      (each) =>
        `${each.verb} ${each.group}/${each.resource} ${each.path}:${each.line}${conditionOf(each.conditions) === null ? '' : ` if ${conditionOf(each.conditions)}`}`,
    ),
    unknown: result.unknown.map(({ path, line }) => `${path}:${line}`),
  };
}

const all = 'rules:\n  - apiGroups: ["", echo.example.dev]\n    resources: [pods, echos]\n    verbs: [list]\n';
const labels = '  labels: {{- include "app.labels" . | nindent 4 }}\n    part: app\n';
const helpers = `{{- define "app.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- define "app.account" -}}
{{- if .Values.serviceAccount.create }}{{ default (printf "%s-sa" (include "app.name" .)) .Values.serviceAccount.name }}{{ else }}default{{ end }}
{{- end }}
{{- define "app.rules" -}}
- apiGroups: ["", echo.example.dev]
  resources: [pods, echos]
  verbs:
    - list
    - watch
{{- end }}
`;
const values = `nameOverride: echo
serviceAccount:
  create: true
  name: ""
clusterWide: true
extraRules: []
rules:
  - apiGroups: ["", echo.example.dev]
    resources: [pods, echos]
    verbs: [list, delete]
`;
const binding = (role: string, account: string): string =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: app }\nroleRef: { kind: ClusterRole, name: ${role} }\nsubjects: [{ kind: ServiceAccount, name: ${account} }]\n`;
const deployment = (account: string, container = 'name: app, image: x/app'): string =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x }\nspec: { template: { spec: { serviceAccountName: ${account}, containers: [{ ${container} }] } } }\n`;
const chart = (rules: string, more = ''): Readonly<Record<string, string>> => ({
  'c/Chart.yaml': 'name: app\n',
  'c/values.yaml': values,
  'c/templates/_helpers.tpl': helpers,
  'c/templates/deployment.yaml': deployment('{{ include "app.account" . }}'),
  'c/templates/rbac.yaml': `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: {{ include "app.name" . }}-role\n${labels}${rules}${binding('{{ include "app.name" . }}-role', '{{ include "app.account" . }}')}${more}`,
});
const none = { account: 'echo-sa', missing: [], excess: [], unknown: [] };

test('labels in a block, names from helpers, and unrelated groups and resources', () =>
  expect(check(chart(all))).toEqual(none));

test('a verb inside an if is unused, with the condition', () =>
  expect(
    check(
      chart(
        `${all.replace('verbs: [list]', 'verbs:\n      - list')}      {{- if .Values.clusterWide }}\n      - delete\n      {{- end }}\n`,
      ),
    ),
  ).toEqual({
    ...none,
    excess: [
      'delete /pods c/templates/rbac.yaml:13 if .Values.clusterWide',
      'delete echo.example.dev/echos c/templates/rbac.yaml:13 if .Values.clusterWide',
    ],
  }));

test('an if within a line', () =>
  expect(check(chart(all.replace('[list]', '[list{{ if .Values.x }}, watch{{ end }}]'))).excess).toHaveLength(2));

test('the branch of an if with else that the values select', () =>
  expect(check(chart(`{{- if not .Values.clusterWide }}\nrules: []\n{{- else }}\n${all}{{- end }}\n`))).toEqual(none));

test('rules from values.yaml have their line there', () =>
  expect(
    check(
      chart(
        'rules:\n  {{- toYaml .Values.rules | nindent 2 }}\n  {{- with .Values.extraRules }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n',
      ),
    ),
  ).toEqual({ ...none, excess: ['delete /pods c/values.yaml:10', 'delete echo.example.dev/echos c/values.yaml:10'] }));

test('rules from a helper have their line there', () =>
  expect(check(chart('rules: {{- include "app.rules" . | nindent 2 }}\n')).excess).toEqual([
    'watch /pods c/templates/_helpers.tpl:12',
    'watch echo.example.dev/echos c/templates/_helpers.tpl:12',
  ]));

test('a group of which Helm computes a part', () =>
  expect(
    check(
      chart(all.replace('"", echo.example.dev', '{{ .Release.Name }}.example.dev').replace('[pods, echos]', '[echos]')),
    ).missing,
  ).toEqual(['list /pods']));

test('a role in a file named .tpl is rendered as well', () => {
  const { 'c/templates/rbac.yaml': role = '', ...rest } = chart(all);
  expect(check({ ...rest, 'c/templates/rbac.yaml.tpl': role })).toEqual(none);
});

test('a chart and plain YAML are two installations, each with its own missing permissions', () => {
  const plain = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\n${all.replace('[list]', '[list, get]')}${binding('app', 'plain')}${deployment('plain')}`;
  expect(check({ ...chart(all.replace('pods, ', '')), 'deploy/all.yaml': plain })).toEqual({
    account: undefined,
    missing: ['list /pods'],
    excess: ['get /pods deploy/all.yaml:7', 'get echo.example.dev/echos deploy/all.yaml:7'],
    unknown: [],
  });
});

test.each([
  ['{ matchLabels: { to: app } }', []],
  ['{ matchExpressions: [{ key: to, operator: In, values: [app, other] }] }', []],
  ['{ matchExpressions: [{ key: to, operator: Exists }] }', []],
  ['{ matchExpressions: [{ key: to, operator: NotIn, values: [app] }] }', ['src/main.rs:5', 'src/main.rs:6']],
  [
    '{ matchLabels: { to: app }, matchExpressions: [{ key: part, operator: Exists }] }',
    ['src/main.rs:5', 'src/main.rs:6'],
  ],
])('an aggregated ClusterRole has the rules that %s selects, and perhaps more', (selector, lacks) => {
  const aggregated = `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\naggregationRule: { clusterRoleSelectors: [${selector}] }\nrules: []\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: part, labels: { to: app } }\n${all}${binding('app', 'app')}`;
  expect(check({ 'a.yaml': deployment('app') + aggregated })).toEqual({
    ...none,
    account: 'app',
    unknown: ['a.yaml:10', ...lacks],
  });
});

test('ClusterRoles of Kubernetes are known, and those of others are not', () => {
  expect(check({ 'a.yaml': deployment('app') + binding('cluster-admin', 'app') }).missing).toEqual([]);
  expect(
    check({
      'a.yaml': `${deployment('app')}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\n${all}${binding('app', 'app')}${binding('system:auth-delegator', 'app')}`,
    }).excess,
  ).toEqual([
    'create authentication.k8s.io/tokenreviews a.yaml:24',
    'create authorization.k8s.io/subjectaccessreviews a.yaml:24',
  ]);
  expect(
    check({
      'a.yaml': `${deployment('app')}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\n${all.replace('pods, ', '')}${binding('app', 'app')}${binding('theirs', 'app')}`,
    }),
  ).toMatchObject({ missing: [], unknown: ['a.yaml:24', 'src/main.rs:5'] });
});

test('a wildcard includes the verbs that only some resources have', () => {
  const role = `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\n${all}  - apiGroups: [rbac.authorization.k8s.io]\n    resources: [roles]\n    verbs: ["*"]\n`;
  expect(check({ 'a.yaml': deployment('app') + role + binding('app', 'app') }).excess).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^bind rbac.authorization.k8s.io\/roles /),
      expect.stringMatching(/^escalate rbac.authorization.k8s.io\/roles /),
    ]),
  );
});

test('a container runs its command, whatever its image is called', () => {
  const roles = `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: app }\n${all}${binding('app', 'right')}`;
  expect(
    check({
      'a.yaml': `${deployment('wrong', 'name: other, image: x/other')}${deployment('right', 'name: main, image: x/other, command: [/bin/app]')}${roles}`,
    }),
  ).toEqual({ ...none, account: 'right' });
});

test.each([
  ['{{ .Release.Name }}', 'echo-operator'],
  ['{{ .Release.Name }}-operator', 'echo-operator'],
  ['echo-operator', 'echo-operator'],
])('a job of another project named %s may use the account %s', (named, account) => {
  const accounts = `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${account} }\n`;
  const job = deployment(named, 'name: migrate, image: bitnami/kubectl');
  const { 'c/templates/rbac.yaml': role = '', ...rest } = chart(all.replace('[list]', '[list, delete]'));
  const files = {
    ...rest,
    'c/templates/deployment.yaml': deployment(account) + accounts,
    'c/templates/rbac.yaml': role.replace(/name: {{ include "app.account" \. }}/, `name: ${account}`),
    'c/templates/job.yaml': job.replace('kind: Deployment', 'kind: ReplicaSet'),
  };
  const doubts = (more: Readonly<Record<string, string>>) =>
    new Set(
      checkManifests(
        inferredOf(new Map(Object.entries({ ...program, ...files, ...more })), inference),
      ).check.excess.map(({ doubt }) => doubt),
    );
  expect([...doubts({})]).toEqual(['the container migrate runs with the same ServiceAccount']);
  // If the chart creates the account of the job, no release name makes both the same.
  const made = { 'c/templates/made.yaml': accounts.replace(account, named) };
  if (named !== account) expect([...doubts(made)]).toEqual([null]);
});
