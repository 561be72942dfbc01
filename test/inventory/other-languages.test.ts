// Manifests in unsupported languages are reported, once for each language.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const said = (files: Readonly<Record<string, string>>): readonly string[] =>
  audit(repositoryOf(Object.entries(files)), { rules: ['understood'] }).findings.map(
    ({ state, path, line, message }) => `${state} ${path}:${line} ${message}`,
  );

describe('in an unsupported language', () => {
  test.each([
    ['a.jsonnet', "{\n kind: 'Deployment' }\n", 2, 'Jsonnet'],
    ['lib/a.libsonnet', '{ "kind":: "ClusterRole" }\n', 1, 'Jsonnet'],
    ['a.cue', 'package a\ndeployment: app: spec: template: spec: hostPID: true\n', 2, 'CUE'],
    ['a.cue', 'kind: "Role"\n', 1, 'CUE'],
    ['main.k', 'kind = "Deployment"\n', 1, 'KCL'],
    ['a.star', '{"kind": "Pod"}\n', 1, 'Starlark'],
    ['infra/main.tf', 'resource "kubernetes_cluster_role" "x" {}\n', 1, 'Terraform'],
    ['infra/main.tf', 'resource "helm_release" "x" {}\n', 1, 'Terraform'],
    ['helmfile.yaml', 'releases:\n  - name: a\n    chart: x/y\n', 3, 'helmfile'],
    ['index.ts', "import * as k8s from '@pulumi/kubernetes';\n", 1, 'Pulumi'],
    ['__main__.py', 'import pulumi_kubernetes as k8s\n', 1, 'Pulumi'],
    ['main.ts', "import { Chart } from 'cdk8s';\n", 1, 'cdk8s'],
    ['a.yaml', '#@ load("@ytt:data", "data")\n---\nkind: Pod\n', 1, 'ytt'],
  ])('%s %j', (path, text, line, name) =>
    expect(said({ [path]: text })).toEqual([
      `unknown ${path}:${line} cannot be judged: what this file in ${name} installs is not known, as ${name} is not read here`,
    ]),
  );

  test('many files give one finding', () =>
    expect(said({ 'a.cue': 'kind: "Role"\n', 'b.cue': 'kind: "Pod"\n', 'c.cue': 'kind: "Job"\n' })).toEqual([
      'unknown a.cue:1 cannot be judged: what this file and 2 more in CUE install is not known, as CUE is not read here',
    ]));
});

test.each([
  ['a.jsonnet', '{ dashboards: [] }\n'],
  ['infra/main.tf', 'resource "aws_s3_bucket" "x" {}\nresource "kubernetes_namespace" "a" {}\n'],
  ['index.ts', "import { x } from './pulumi';\n"],
  ['a.yaml', 'a: b #@ no template\n'],
  ['examples/a.cue', 'kind: "Role"\n'],
])('%s %j installs no object', (path, text) => expect(said({ [path]: text })).toEqual([]));
