// What a repository says about itself, as answers that update it later.
import { expect, test } from 'vitest';
import { inferAnswers, type Around } from '../../src/harden/infer-answers.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const cargo = '[package]\nname = "kube_thing"\nlicense = "MIT"\nrepository = "https://github.com/acme/thing"\n';
const resource = (group: string, kind: string) => `#[derive(CustomResource)]\n#[kube(group = "${group}", version = "v1", kind = "${kind}", namespaced)]\nstruct ${kind}Spec {}\n`;
const answers = (files: Readonly<Record<string, string>>, around: Around = {}) => inferAnswers(repositoryOf(Object.entries(files)), around);

test('answers are read from the manifest and the source, and those that cannot be are left out', () => {
  const found = answers({ 'Cargo.toml': cargo, 'src/lib.rs': resource('acme.dev', 'Thing') });
  expect(found).toMatchObject({ name: 'kube-thing', group: 'acme.dev', version: 'v1', kind: 'Thing', plural: 'things', license: 'MIT', repository: 'acme/thing', installNamespace: 'controller-system' });
  expect(Object.keys(found)).not.toContain('owns');
});

test('the custom resource is the one that the name speaks of, never one of another project', () => {
  const files = { 'Cargo.toml': cargo, 'src/a.rs': resource('iam.cloud.google.com', 'Policy'), 'src/b.rs': resource('acme.dev', 'Access'), 'src/c.rs': resource('acme.dev', 'Thing') };
  expect(answers(files)).toMatchObject({ group: 'acme.dev', kind: 'Thing' });
  expect(Object.keys(answers({ 'Cargo.toml': cargo, 'src/a.rs': resource('iam.cloud.google.com', 'Policy') }))).not.toContain('group');
});

test('the name is the package’s, else the only chart’s, the remote’s, the directory’s', () => {
  const workspace = { 'Cargo.toml': '[workspace]\nmembers = ["a"]\n' };
  const around = { origin: 'acme/from-git', directory: 'folder' };
  expect(answers({ ...workspace, 'charts/from-chart/Chart.yaml': '', 'examples/other/Chart.yaml': '' }, around)).toMatchObject({ name: 'from-chart', repository: 'acme/from-git' });
  expect(answers(workspace, around)).toMatchObject({ name: 'from-git' });
  expect(answers(workspace, { directory: 'My_Folder' })).toMatchObject({ name: 'my-folder' });
});

test('what the code does is what the controller owns', () => {
  const need = { names: undefined, conditional: false, scope: 'namespace', path: 'src/main.rs', line: 1 } as const;
  const needs = [
    { ...need, group: 'apps', resource: 'deployments', verb: 'patch' },
    { ...need, group: '', resource: 'services', verb: 'create' },
    { ...need, group: '', resource: 'pods', verb: 'list' },
    { ...need, group: 'coordination.k8s.io', resource: 'leases', verb: 'patch' },
    { ...need, group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions', verb: 'patch' },
  ];
  const files = { 'Cargo.toml': cargo, 'src/main.rs': 'finalizer(&api, NAME, object, apply)', Dockerfile: 'FROM cgr.dev/chainguard/static\n' };
  expect(answers(files, { permissions: { complete: true, programs: 1, needs, unknown: [] } })).toMatchObject({ owns: ['Deployment', 'Service'], finalizer: true, crdInstall: 'controller', baseImage: 'chainguard', libc: 'musl' });
});

test('the namespace is the one that kustomize installs into', () => {
  const files = { 'Cargo.toml': cargo, 'config/default/kustomization.yaml': 'namespace: thing-system\nresources: [../manager]\n', 'config/manager/manager.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: system}\nspec: {template: {spec: {containers: []}}}\n' };
  expect(answers(files)).toMatchObject({ installNamespace: 'thing-system' });
});

test('a repository that is built elsewhere gets no workflows', () => {
  expect(answers({ '.gitlab-ci.yml': '', 'Cargo.toml': '[package]\nname = "a"\n' })).toMatchObject({ ci: 'none' });
  expect(answers({ '.gitlab-ci.yml': '', 'Cargo.toml': cargo })).toMatchObject({ ci: 'github' });
});
