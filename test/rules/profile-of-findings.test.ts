// A true finding on which no maintainer would act belongs to a larger profile, or is left out.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { isOfProfile } from '../../src/audit/select.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { assertSomethingToJudge } from '../../src/commands/audit/something-to-judge.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

/** Which of these rules have findings in the default profile. */
function shown(path: string, text: string, ...rules: readonly string[]): readonly string[] {
  const { findings } = audit(repositoryOf([[path, text]]), { rules });
  return [...new Set(findings.filter((one) => isOfProfile(one, 'regular')).map(({ rule }) => rule))].sort();
}

const pod = (container: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec:\n${spec}  containers:\n    - {name: a, image: a, ${container}}\n`;
const inContainer = ['drop-all-capabilities', 'no-added-capabilities', 'no-privilege-escalation'];

test('a privileged container has one finding, and another container has all of them', () => {
  const rules = ['no-privileged-container', ...inContainer];
  const context = 'securityContext: {privileged: true, capabilities: {add: [BPF]}}';
  expect(shown('a.yaml', pod(context), ...rules)).toEqual(['no-privileged-container']);
  expect(shown('a.yaml', pod(context.replace('true', 'false')), ...rules)).toEqual(inContainer);
});

test('the default account is a finding if its token is in the Pod', () => {
  const rule = 'dedicated-service-account';
  expect(shown('a.yaml', pod('args: []'), rule)).toEqual([rule]);
  expect(shown('a.yaml', pod('args: []', '  automountServiceAccountToken: false\n'), rule)).toEqual([]);
});

test('memory counts for containers that run with the program, not for those that end before it', () => {
  const before = (more: string): string =>
    pod('resources: {limits: {memory: 1Mi}}', `  initContainers:\n    - {name: i, image: i${more}}\n`);
  expect(shown('a.yaml', before(''), 'memory-limited')).toEqual([]);
  expect(shown('a.yaml', before(', restartPolicy: Always'), 'memory-limited')).toEqual(['memory-limited']);
});

test('a non-root user of an image is accepted, and root is not', () => {
  expect(shown('a.yaml', pod('securityContext: {runAsUser: 999}'), 'run-as-high-user')).toEqual([]);
  expect(shown('a.yaml', pod('securityContext: {runAsUser: 0}'), 'run-as-high-user')).toEqual(['run-as-high-user']);
});

test.each([
  ['copy-over-add', 'ADD target/app .', []],
  ['copy-over-add', 'ADD https://example.com/a.tar.gz .', ['copy-over-add']],
  ['small-build-context', 'COPY target/app .', []],
  ['small-build-context', 'COPY . .', ['small-build-context']],
  ['small-build-context', 'COPY ["./", "/app"]', ['small-build-context']],
] as const)('%s of `%s`', (rule, line, expected) =>
  expect(shown('Dockerfile', `FROM a\n${line}\n`, rule)).toEqual(expected),
);

const step = (run: string, on = 'push'): string =>
  `on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n          ${run}\n`;
test.each([
  ['no-untrusted-environment', step('echo "V=$(cat VERSION)" >> $GITHUB_ENV'), false],
  ['no-untrusted-environment', step('echo "V=$(curl a)" >> $GITHUB_ENV'), true],
  ['no-untrusted-environment', step('echo "V=$(cat VERSION)" >> $GITHUB_ENV', 'workflow_run'), true],
  ['no-download-to-shell', step('echo "as by curl https://a | bash"'), false],
  ['no-download-to-shell', step("sh -c 'curl https://a | bash'"), true],
  ['no-download-to-shell', step('curl "https://a" | bash'), true],
  ['advisories-in-ci', step('trivy fs .'), false],
] as const)('%s in %j', (rule, text, expected) =>
  expect(shown('.github/workflows/a.yml', text, rule)).toEqual(expected ? [rule] : []),
);

test.each([
  ['me/shared/.github/workflows/rust.yml@v1', 'unknown', 6],
  ['./.github/workflows/rust.yml', 'broken', 1],
])('a workflow that runs %s makes the check of advisories %s', (uses, state, line) => {
  const repository = repositoryOf([
    ['Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n'],
    ['.github/workflows/a.yml', `on: push\npermissions: {}\n\njobs:\n  a:\n    uses: ${uses}\n`],
  ]);
  const { findings } = audit(repository, { rules: ['advisories-in-ci'] });
  expect(findings.map((one) => [one.state, one.line])).toEqual([[state, line]]);
});

test('manifests with test names are set aside', () => {
  const { findings, setAside } = audit(repositoryOf([['test-pod.yaml', pod('args: []')]]), { rules: inContainer });
  expect([findings, setAside]).toEqual([[], [{ path: 'test-pod.yaml', why: 'a test, by its name' }]]);
});

const role = (name: string, rules: string): string =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: ${name}}\nrules:\n${rules}`;
const bound = (name: string): string =>
  `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: ${name}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: ${name}, namespace: a}]\n`;

test('a permission that only a wildcard of verbs grants is reported by the rule about wildcards, unless it is worse', () => {
  const grants = (verbs: string, resource: string): string =>
    role('a', `  - {apiGroups: [""], resources: [${resource}], verbs: [${verbs}]}\n`) + bound('a');
  const rules = ['no-wildcards', 'no-config-takeover', 'no-cluster-wide-secrets'];
  expect(shown('a.yaml', grants('"*"', 'configmaps'), ...rules)).toEqual(['no-wildcards']);
  expect(shown('a.yaml', grants('patch', 'configmaps'), ...rules)).toEqual(['no-config-takeover']);
  expect(shown('a.yaml', grants('"*"', 'secrets'), ...rules)).toEqual(['no-wildcards']);
  expect(shown('a.yaml', grants('list', 'secrets'), ...rules)).toEqual(['no-cluster-wide-secrets']);
});

test('permissions for admission, and of a role that others bind, are not unused', async () => {
  const source =
    'use k8s_openapi::api::core::v1::Pod;\nuse kube::{Api, Client};\n#[tokio::main]\nasync fn main() { let client = Client::try_default().await.unwrap();\nApi::<Pod>::all(client).list(&Default::default()).await.unwrap(); }\n';
  const own =
    '  - {apiGroups: [""], resources: [pods], verbs: [list]}\n  - {apiGroups: [security.openshift.io], resources: [securitycontextconstraints], resourceNames: [nonroot], verbs: [use]}\n';
  const others = '  - {apiGroups: [""], resources: [pods], verbs: [create]}\n';
  const repository = repositoryOf([
    ['Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\n[dependencies]\nkube = "4"\n'],
    ['src/main.rs', source],
    ['a.yaml', role('app', own) + bound('app') + role('product', others)],
  ]);
  const judged = audit(repository, { rules: ['no-unused-permissions'], ...(await inferPermissions(repository)) });
  expect(judged.findings).toEqual([]);
});

test('an item of a typed list has the kind of the list', () => {
  const list = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleList\nitems:\n  - metadata: {name: a}\n    rules: [{apiGroups: [""], resources: [secrets], verbs: [list]}]\n`;
  const rule = 'no-cluster-wide-secrets';
  expect(shown('a.yaml', list + bound('a'), rule)).toEqual([rule]);
  expect(shown('a.yaml', list.replace('ClusterRoleList', 'List') + bound('a'), rule)).toEqual([]);
});

test('JSON manifests alone can be judged, and other JSON cannot', () => {
  const judge = (text: string) => () => assertSomethingToJudge(repositoryOf([['a.json', text]]), 'a');
  expect(judge('{"apiVersion": "v1", "kind": "Pod"}')).not.toThrow();
  expect(judge('{"name": "a"}')).toThrow('holds nothing to judge');
});
