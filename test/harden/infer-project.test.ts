// Answers about the project as a whole that harden reads: its name, its licence and the namespaces that it watches.
import { expect, test } from 'vitest';
import { answers, cargo, guesses } from './read-answers.ts';

test('the name of the only workload comes before that of the directory, and the folder of a chart is its last one', () => {
  const workload = (name: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec: {template: {spec: {containers: [{name: a, image: b}]}}}\n`;
  const around = { directory: 'folder' };
  expect(answers({ 'deploy/a.yaml': workload('brewer') }, around)).toMatchObject({ name: 'brewer' });
  expect(guesses({ 'deploy/a.yaml': workload('brewer'), 'deploy/b.yaml': workload('taster') }, around)).toMatchObject({
    name: 'folder',
  });
  expect(answers({ 'deploy/charts/tea-pot/Chart.yaml': '' }, around)).toMatchObject({ name: 'tea-pot' });
});

test('the licence is that of a file at the top, never of a folder', () => {
  const text = 'MIT License\n\nCopyright (c) nobody\n';
  const package_ = { 'Cargo.toml': '[package]\nname = "a"\n' };
  expect(answers({ ...package_, 'LICENSE-MIT': text })).toMatchObject({ license: 'MIT' });
  expect(guesses({ ...package_, 'vendored/LICENSE': text })).toMatchObject({ license: 'none' });
});

test('a role in the namespace of the controller does not show what it watches', () => {
  const role = (namespace: string) =>
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: own, namespace: ${namespace}}\nrules:\n  - {apiGroups: [""], resources: [pods], verbs: [list]}\n`;
  const files = {
    'Cargo.toml': cargo,
    'a.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: kube-thing, namespace: kitchen}\nspec: {template: {spec: {containers: [{name: a, image: b}]}}}\n',
    'b.yaml': role('kitchen'),
    'c.yaml': role('tea'),
  };
  expect(answers(files)).toMatchObject({ scope: 'namespaced', watchNamespaces: ['tea'] });
});
