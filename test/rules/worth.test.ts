// Each finding is useful, has the right severity, and is only about installed objects.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const role = (rule: string, kind = 'ClusterRole'): string =>
  `${rbac}kind: ${kind}\nmetadata: {name: a, namespace: n}\nrules: [${rule}]\n---\n${rbac}kind: ${kind}Binding\nmetadata: {name: a, namespace: n}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: a}\nsubjects: [{kind: ServiceAccount, name: a, namespace: n}]\n`;
const found = (files: Readonly<Record<string, string>>, ...rules: readonly string[]): readonly string[] =>
  audit(repositoryOf(Object.entries(files)), { rules }).findings.map(({ rule, severity }) => `${rule} ${severity}`);

test.each([
  ['apiGroups: ["*"], resources: ["*"], verbs: ["*"]', 'critical'],
  ['apiGroups: [apps], resources: ["*"], verbs: ["*"]', 'critical'],
  ['apiGroups: [acme.io, apiextensions.k8s.io], resources: ["*"], verbs: ["*"]', 'critical'],
  ['apiGroups: [acme.io], resources: ["*"], verbs: ["*"]', 'high'],
  ['apiGroups: [acme.io], resources: ["*"], verbs: [get, list]', 'medium'],
  ['apiGroups: ["*"], resources: [nodes], verbs: [get]', 'medium'],
  ['apiGroups: ["*"], resources: [secrets], verbs: [get]', 'critical'],
  ['apiGroups: [""], resources: ["*"], verbs: [get]', 'critical'],
  ['apiGroups: [""], resources: ["*/status"], verbs: [get]', 'critical'],
])('a wildcard in {%s} is %s', (rule, severity) =>
  expect(found({ 'a.yaml': role(`{${rule}}`) }, 'no-wildcards')).toEqual([`no-wildcards ${severity}`]),
);

test('a resource next to a wildcard of resources is not a separate finding', () =>
  expect(
    found(
      { 'a.yaml': role('{apiGroups: ["*"], resources: ["*", clusterrolebindings, secrets], verbs: ["*"]}') },
      'no-wildcards',
      'no-binding-writes',
      'no-cluster-wide-secrets',
    ),
  ).toEqual(['no-wildcards critical']));

test.each([
  ['[acme-reader]', 'medium'],
  ['[cluster-admin]', 'critical'],
  ['[acme-reader, admin]', 'critical'],
  ['[]', 'critical'],
])('the permission to bind the roles %s is %s', (names, severity) =>
  expect(
    found(
      {
        'a.yaml': role(
          `{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], resourceNames: ${names}, verbs: [bind]}`,
        ),
      },
      'no-escalation-verbs',
    ),
  ).toEqual([`no-escalation-verbs ${severity}`]),
);

test.each([
  ['[backup]', 'ClusterRole', 'medium'],
  ['[backup]', 'Role', 'medium'],
  ['[]', 'Role', 'high'],
])('the permission to create tokens of %s by a %s is %s', (names, kind, severity) =>
  expect(
    found(
      {
        'a.yaml': role(
          `{apiGroups: [""], resources: [serviceaccounts/token], resourceNames: ${names}, verbs: [create]}`,
          kind,
        ),
      },
      'no-token-creation',
    ),
  ).toEqual([`no-token-creation ${severity}`]),
);

test.each(['fd00:ec2::254', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe'])('a policy that lets %s through', (address) => {
  const policy = (more: string): string =>
    `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec:\n  podSelector: {}\n  policyTypes: [Egress]\n  egress: [{to: [{ipBlock: {cidr: "fc00::/7"${more}}}]}]\n`;
  const others = ['fd00:ec2::254', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe'].filter((one) => one !== address);
  const excepts = (all: readonly string[]): string => `, except: [${all.map((one) => `"${one}/128"`).join(', ')}]`;
  expect(found({ 'a.yaml': policy(excepts(others)) }, 'no-open-egress')).toEqual(['no-open-egress medium']);
  expect(found({ 'a.yaml': policy(excepts([...others, address])) }, 'no-open-egress')).toEqual([]);
});

test('a Pod that only `helm test` starts is set aside, unless an installation starts it too', () => {
  const chart = (hook: string): Readonly<Record<string, string>> => ({
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'c/templates/tests/a.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  annotations: {"helm.sh/hook": ${hook}}\nspec: {containers: [{name: a, image: a}]}\n`,
  });
  const judged = (hook: string) => audit(repositoryOf(Object.entries(chart(hook))), { rules: ['run-as-non-root'] });
  expect(judged('test').findings).toEqual([]);
  expect(judged('test').setAside).toEqual([
    { path: 'c/templates/tests/a.yaml', why: 'only `helm test` starts what it holds' },
  ]);
  expect(judged('"post-install,test"').findings).toHaveLength(1);
});

test.each([
  ['charts/app-tests', []],
  ['charts/test', ['run-as-non-root']],
  ['charts/demo', ['run-as-non-root']],
])('the chart in %s', (folder, expected) =>
  expect(
    audit(
      repositoryOf([
        [`${folder}/Chart.yaml`, 'apiVersion: v2\nname: c\nversion: 0.1.0\n'],
        [
          `${folder}/templates/a.yaml`,
          'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: a}]}\n',
        ],
      ]),
      { rules: ['run-as-non-root'] },
    ).findings.map(({ rule }) => rule),
  ).toEqual(expected),
);

const manifest = '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n';
const lists = (kind: string): string =>
  `use k8s_openapi::api::core::v1::${kind};\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<${kind}>::all(client).list(&Default::default()).await.unwrap(); }\n`;
const missing = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const repository = repositoryOf(Object.entries(files));
  const known = await inferPermissions(repository);
  const { findings } = audit(repository, { ...known, rules: ['no-missing-permissions', 'no-unused-permissions'] });
  return findings.map(({ rule, state, path }) => `${rule} ${state} ${path}`);
};

test('if only a test has a role, nothing is missing, because the grants are elsewhere', async () => {
  const source = { 'Cargo.toml': manifest, 'src/main.rs': lists('Pod') };
  const grant = role('{apiGroups: [""], resources: [configmaps], verbs: [get]}');
  expect(await missing({ ...source, 'test/rbac.yaml': grant })).toEqual([]);
  expect(await missing({ ...source, 'deploy/rbac.yaml': grant })).toContain(
    'no-missing-permissions broken src/main.rs',
  );
});

test('a program below e2e/ is not for users', async () => {
  const grant = role('{apiGroups: [""], resources: [pods], verbs: [list]}');
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["app", "e2e"]\n',
    'app/Cargo.toml': manifest,
    'app/src/main.rs': lists('Pod'),
    'e2e/Cargo.toml': manifest.replace('"app"', '"runs"'),
    'e2e/src/main.rs': lists('Secret'),
    'deploy/rbac.yaml': grant,
  };
  expect(await missing(files)).toEqual([]);
});

test('a partly known chart gives no single account', async () => {
  const grant = role('{apiGroups: [""], resources: [configmaps], verbs: [get]}');
  const files = {
    'Cargo.toml': manifest,
    'src/main.rs': lists('Pod'),
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'c/templates/rbac.yaml': `${grant}---\n${role('{apiGroups: [""], resources: [pods], verbs: [list]}').replaceAll('name: a', 'name: b')}`,
    'c/templates/beat.yaml':
      'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: beat, namespace: n}\nspec: {jobTemplate: {spec: {template: {spec: {serviceAccountName: a, containers: [{name: beat, image: example.dev/all}]}}}}}\n',
  };
  expect(await missing(files)).toContain('no-missing-permissions broken src/main.rs');
  const partial = { ...files, 'c/templates/app.yaml': 'a: {{ required "a name" .Values.name }}\n' };
  expect(await missing(partial)).not.toContain('no-missing-permissions broken src/main.rs');
});

test('a role for `helm test` is judged, but not compared with the code', async () => {
  const hook = (text: string): string =>
    text.replaceAll('name: a, namespace: n}\nr', 'name: t, annotations: {helm.sh/hook: test}}\nr');
  const files = {
    'Cargo.toml': manifest,
    'src/main.rs': lists('Pod'),
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 0.1.0\n',
    'c/templates/rbac.yaml': role('{apiGroups: [""], resources: [pods], verbs: [list]}'),
    'c/templates/tests/a.yaml':
      hook(role('{apiGroups: [""], resources: [secrets], verbs: [list]}').replaceAll('name: a}', 'name: t}')) +
      '---\napiVersion: v1\nkind: Pod\nmetadata: {name: t, annotations: {helm.sh/hook: test}}\nspec: {serviceAccountName: a, containers: [{name: t, image: t}]}\n',
  };
  expect(found(files, 'no-cluster-wide-secrets', 'run-as-non-root')).toEqual(['no-cluster-wide-secrets critical']);
  expect(await missing(files)).toEqual([]);
});

test.each([
  ['"", rbac.authorization.k8s.io', 'secrets, serviceaccounts, roles', ['no-wildcards critical']],
  ['apps', 'deployments', ['no-unexplained-workloads critical', 'no-wildcards high']],
])(
  'a permission that only a * of verbs grants in [%s] is reported once, unless it is worse',
  (groups, resources, expected) =>
    expect(
      found(
        { 'a.yaml': role(`{apiGroups: [${groups}], resources: [${resources}], verbs: ["*"]}`) },
        'no-wildcards',
        'no-escalation-verbs',
        'no-cluster-wide-secrets',
        'no-unexplained-workloads',
      ).filter((one) => !one.endsWith(' low')),
    ).toEqual(expected),
);

test('the finding about a * of verbs names the resources', () => {
  const text = role('{apiGroups: [""], resources: [pods, services, secrets, events, nodes], verbs: ["*"]}');
  const [finding] = audit(repositoryOf([['a.yaml', text]]), { rules: ['no-wildcards'] }).findings;
  expect(finding?.message).toBe('ClusterRole a: * in verbs of pods, services, secrets, events and 1 more');
});

test.each([
  ['acme-operator', 0],
  ['system:acme-operator', 0],
  ['system:node', 1],
  ['view', 1],
])('a binding to the role %s that the repository defines', (name, number) =>
  expect(
    found(
      { 'a.yaml': role('{apiGroups: [""], resources: [pods], verbs: [get]}').replaceAll('name: a', `name: ${name}`) },
      'no-standard-binding',
    ),
  ).toHaveLength(number),
);
