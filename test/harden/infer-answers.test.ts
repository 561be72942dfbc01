// Answers that a repository shows, for later updates.
import { describe, expect, test } from 'vitest';
import { repositoryOf } from '../../src/repo/repository.ts';
import { needing } from '../needs.ts';
import { answers, cargo, guesses, readings, resource } from './read-answers.ts';

test('answers come from the manifest and the source, and unreadable ones are left out', () => {
  const found = answers({ 'Cargo.toml': cargo, 'src/lib.rs': resource('acme.dev', 'Thing') });
  expect(found).toMatchObject({
    name: 'kube-thing',
    group: 'acme.dev',
    version: 'v1',
    kind: 'Thing',
    plural: 'things',
    license: 'MIT',
    repository: 'acme/thing',
  });
  expect(Object.keys(found)).not.toContain('owns');
  expect(readings({ 'Cargo.toml': cargo, 'src/lib.rs': resource('acme.dev', 'Thing') })).toMatchObject({
    name: { because: 'Cargo.toml:2' },
    kind: { because: 'src/lib.rs:2' },
  });
});

test('an answer that the repository does not show is a guess with a reason', () => {
  const files = { 'Cargo.toml': cargo, 'src/lib.rs': resource('acme.dev', 'Thing') };
  // The default would follow from kube-thing, and be a system namespace.
  expect(guesses(files)).toMatchObject({
    installNamespace: 'controller-system',
    owns: ['ConfigMap'],
    scope: 'cluster',
  });
  const odd = { ...files, 'src/lib.rs': resource('acme.dev', 'Thing').replace('"v1"', '"v0alpha"') };
  expect(readings(odd)['version']).toEqual({
    value: 'v1alpha1',
    sure: false,
    because: expect.stringMatching(/^src\/lib\.rs:2: "v0alpha" must be a Kubernetes version/),
  });
});

test('the custom resource is the one in the name of the controller, never one of another project', () => {
  const files = {
    'Cargo.toml': cargo,
    'src/a.rs': resource('iam.cloud.google.com', 'Policy'),
    'src/b.rs': resource('acme.dev', 'Access'),
    'src/c.rs': resource('acme.dev', 'Thing'),
  };
  expect(answers(files)).toMatchObject({ group: 'acme.dev', kind: 'Thing' });
  expect(
    Object.keys(answers({ 'Cargo.toml': cargo, 'src/a.rs': resource('iam.cloud.google.com', 'Policy') })),
  ).not.toContain('group');
});

describe('of several unrelated packages', () => {
  const named = (name: string, more = ''): string => `[package]\nname = "${name}"\nlicense = "MIT"\n${more}`;
  const kube = '[dependencies]\nkube = "4"\n';

  test('a test package gives no name', () =>
    expect(answers({ 'e2e/Cargo.toml': named('tests', kube), 'operator/Cargo.toml': named('thing') })).toMatchObject({
      name: 'thing',
      license: 'MIT',
    }));

  test('the package that calls Kubernetes gives the name', () =>
    expect(answers({ 'agent/Cargo.toml': named('agent'), 'ctrl/Cargo.toml': named('thing', kube) })).toMatchObject({
      name: 'thing',
    }));

  test('two packages that call Kubernetes make the name a guess', () => {
    const files = { 'agent/Cargo.toml': named('agent', kube), 'ctrl/Cargo.toml': named('thing', kube) };
    expect(guesses(files)).toMatchObject({ name: 'agent' });
    expect(answers({ ...files, 'charts/whole/Chart.yaml': '' })).toMatchObject({ name: 'whole' });
  });

  test('a test package alone gives its name', () =>
    expect(answers({ 'e2e/Cargo.toml': named('tests') })).toMatchObject({ name: 'tests' }));
});

test('the name comes from the package, else the only chart, the remote or the directory', () => {
  const workspace = { 'Cargo.toml': '[workspace]\nmembers = ["a"]\n' };
  const around = { origin: { host: 'github.com', path: 'acme/from-git' }, directory: 'folder' };
  expect(
    answers({ ...workspace, 'charts/from-chart/Chart.yaml': '', 'examples/other/Chart.yaml': '' }, around),
  ).toMatchObject({ name: 'from-chart', repository: 'acme/from-git' });
  expect(answers(workspace, around)).toMatchObject({ name: 'from-git' });
  expect(guesses(workspace, { directory: 'My_Folder' })).toMatchObject({ name: 'my-folder' });
});

test('the git host decides the CI and the form of its path', () => {
  const files = { 'Cargo.toml': cargo.replace(/^repository.*$/m, ''), 'src/lib.rs': resource('acme.dev', 'Thing') };
  const at = (host: string, path: string) => ({ origin: { host, path } });
  expect(answers(files, at('github.com', 'acme/thing'))).toMatchObject({ repository: 'acme/thing' });
  expect(guesses(files, at('github.com', 'acme/thing'))).toMatchObject({ ci: 'github' });
  expect(answers(files, at('gitlab.com', 'acme/team/thing'))).toMatchObject({ repository: 'acme/team/thing' });
  expect(guesses(files, at('gitlab.com', 'acme/team/thing'))).toMatchObject({ ci: 'gitlab' });
  expect(answers({ ...files, '.gitlab-ci.yml': 'a: {script: [b]}\n' })).toMatchObject({ ci: 'gitlab' });
  expect(answers({ ...files, Jenkinsfile: '' }, at('gitlab.com', 'acme/thing'))).toMatchObject({ ci: 'none' });
  const elsewhere = readings(files, at('git.acme.dev', 'acme/thing'));
  expect(elsewhere['repository']).toBeUndefined();
  const written = { ...files, 'Cargo.toml': cargo.replace('github.com/acme/thing', 'gitlab.com/acme/a/thing') };
  expect(answers(written)).toMatchObject({ repository: 'acme/a/thing' });
});

test('the code shows the kinds that the controller owns', () => {
  const needs = [
    { group: 'apps', resource: 'deployments', verb: 'create' },
    { group: 'apps', resource: 'deployments', verb: 'patch' },
    { group: 'apps', resource: 'statefulsets', verb: 'patch' },
    { group: '', resource: 'services', verb: 'create' },
    { group: '', resource: 'pods', verb: 'list' },
    { group: 'coordination.k8s.io', resource: 'leases', verb: 'patch' },
    { group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions', verb: 'patch' },
  ];
  const files = {
    'Cargo.toml': cargo,
    'src/main.rs': 'finalizer(&api, NAME, object, apply)',
    Dockerfile: 'FROM cgr.dev/chainguard/static\n',
  };
  const repository = repositoryOf(Object.entries(files));
  const found = answers(files, needing(repository, needs));
  expect(found).toMatchObject({
    owns: ['Deployment', 'Service'],
    finalizer: true,
    crdInstall: 'controller',
    baseImage: 'chainguard',
    libc: 'musl',
  });
  const unknown = [{ path: 'src/main.rs', line: 2, why: 'a macro' }];
  expect(guesses(files, needing(repository, needs, unknown))).toMatchObject({
    owns: ['Deployment', 'Service'],
  });
});

test('the namespace is the one of the kustomization', () => {
  const files = {
    'Cargo.toml': cargo,
    'config/default/kustomization.yaml': 'namespace: thing-system\nresources: [../manager]\n',
    'config/manager/manager.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: system}\nspec: {template: {spec: {containers: []}}}\n',
  };
  expect(answers(files)).toMatchObject({ installNamespace: 'thing-system' });
});

test('the role of a proxy does not decide the scope', () => {
  const role = (kind: string, name: string, rule: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata: {name: ${name}, namespace: tea}\nrules:\n  - ${rule}\n`;
  const proxy = role(
    'ClusterRole',
    'proxy',
    '{apiGroups: [authentication.k8s.io], resources: [tokenreviews], verbs: [create]}',
  );
  const own = role('Role', 'own', '{apiGroups: [""], resources: [pods], verbs: [list]}');
  expect(answers({ 'Cargo.toml': cargo, 'a.yaml': proxy, 'b.yaml': own })).toMatchObject({
    scope: 'namespaced',
    watchNamespaces: ['tea'],
  });
  expect(
    answers({ 'Cargo.toml': cargo, 'a.yaml': proxy, 'b.yaml': own.replace('kind: Role', 'kind: ClusterRole') }),
  ).toMatchObject({ scope: 'cluster' });
});

test('a finalizer without its method name is a guess', () => {
  expect(answers({ 'Cargo.toml': cargo, 'src/main.rs': 'fn main() {}' })).toMatchObject({ finalizer: false });
  expect(readings({ 'Cargo.toml': cargo, 'src/main.rs': 'meta.finalizers.push(NAME)' })['finalizer']).toMatchObject({
    sure: false,
    because: expect.stringContaining('src/main.rs:1'),
  });
});

test('a repository with another CI gets no workflows', () => {
  const other = '[package]\nname = "a"\n';
  expect(answers({ '.drone.yml': '', 'Cargo.toml': other })).toMatchObject({ ci: 'none' });
  // On GitLab a bot of GitHub is not an answer.
  const onGitLab = { '.gitlab-ci.yml': '', '.github/dependabot.yml': 'version: 2\n', 'Cargo.toml': other };
  expect(answers(onGitLab)).toMatchObject({ ci: 'gitlab' });
  expect(answers(onGitLab)).not.toHaveProperty('updates');
  expect(guesses({ '.gitlab-ci.yml': '', 'Cargo.toml': cargo })).toMatchObject({ ci: 'github' });
});

describe('the install namespace', () => {
  const chart = { 'chart/Chart.yaml': 'name: tea\n', 'Cargo.toml': '[package]\nname = "tea"\n' };
  const deployment = (namespace: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: tea\n  namespace: ${namespace}\nspec:\n  template:\n    spec:\n      containers: []\n`;

  test('is read through the values of a chart', () => {
    const files = {
      ...chart,
      'chart/values.yaml': '# where\nnamespace: "tea-house"\n',
      'chart/templates/d.yaml': deployment('{{ .Values.namespace }}'),
    };
    expect(readings(files)['installNamespace']).toEqual({
      value: 'tea-house',
      sure: true,
      because: 'chart/values.yaml:2',
    });
  });

  test('is the one of `helm install` for this chart, if its templates use that of the release', () => {
    const readme =
      '# Tea\n\n    helm install cert-manager jetstack/cert-manager --namespace cert-manager\n    helm upgrade --install tea \\\n      oci://ghcr.io/acme/charts/tea \\\n      --create-namespace -n tea-time\n';
    const files = { ...chart, 'chart/templates/d.yaml': deployment('{{ .Release.Namespace }}'), 'README.md': readme };
    expect(readings(files)['installNamespace']).toEqual({ value: 'tea-time', sure: true, because: 'README.md:4' });
  });

  test('is never an action of a template', () => {
    const files = { ...chart, 'chart/templates/d.yaml': deployment('{{ .Release.Namespace }}') };
    expect(JSON.stringify(readings(files))).not.toContain('{{');
    expect(Object.keys(answers(files))).not.toContain('installNamespace');
  });

  test('is a guess if several places contradict each other', () => {
    const files = { ...chart, 'a.yaml': deployment('one'), 'b.yaml': deployment('one'), 'c.yaml': deployment('two') };
    expect(readings(files)['installNamespace']).toEqual({
      value: 'one',
      sure: false,
      because: 'a.yaml:5; also two, c.yaml:5',
    });
  });

  test('names a few of many places that contradict each other, and counts the others', () => {
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`${name}.yaml`, deployment(name)]));
    expect(readings({ ...chart, ...files })['installNamespace']?.because).toBe(
      'a.yaml:5; also b, b.yaml:5; c, c.yaml:5; d, d.yaml:5; and 2 more',
    );
  });

  test('is not taken if a controller should not be there, and this is reported', () => {
    const files = { ...chart, 'a.yaml': deployment('default') };
    expect(readings(files)['installNamespace']).toEqual({
      value: 'tea-system',
      sure: false,
      because: expect.stringMatching(/^a\.yaml:5: "default" must not/),
    });
  });
});

test('the members of a workspace supply what its root lacks, if they agree', () => {
  const member = (license: string) => `[package]\nname = "x"\nlicense = "${license}"\n`;
  const files = {
    'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n',
    'a/Cargo.toml': member('MIT'),
    'b/Cargo.toml': member('MIT'),
  };
  expect(answers(files)).toMatchObject({ license: 'MIT' });
  expect(guesses({ ...files, 'b/Cargo.toml': member('Apache-2.0') })).toMatchObject({ license: 'none' });
  expect(answers({ LICENSE: '                                 Apache License\n' })).toMatchObject({
    license: 'Apache-2.0',
  });
});
