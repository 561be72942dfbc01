// One model of a repository, reused for unchanged parts.
import { expect, test } from 'vitest';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { installationsOf } from '../../src/inventory/installations.ts';
import { repositoryOf, withFiles } from '../../src/repo/repository.ts';

const role = (verbs: string, more = ''): string =>
  `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules:\n  - {apiGroups: [""], resources: [pods], verbs: [${verbs}]}\n${more}`;
const chart = (name: string, template: string): readonly (readonly [string, string])[] => [
  [`${name}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`],
  [`${name}/values.yaml`, 'more: false\n'],
  [`${name}/templates/a.yaml`, template],
];
const off = '{{- if .Values.more }}\n  - {apiGroups: [""], resources: [secrets], verbs: [list]}\n{{- end }}\n';
const repository = repositoryOf([...chart('one', role('get', off)), ...chart('two', role('get'))]);

test('the same repository gives the same installations', () => {
  const before = installationsOf(repository);
  expect(installationsOf(repository, before)).toBe(before);
  expect(inventoryOf(repository, { before }).installed).toBe(before);
});

test('after an edit, the result is as without a cache, and only the edited chart is rendered again', () => {
  const before = installationsOf(repository);
  const edited = withFiles(repository, [['two/templates/a.yaml', role('get, list')]]);
  const after = installationsOf(edited, before);
  expect(after.charts.get('one')).toBe(before.charts.get('one'));
  expect(after.charts.get('two')).not.toBe(before.charts.get('two'));
  const shown = ({ manifests }: typeof after): readonly string[] =>
    manifests.map(({ path, name }) => `${path} ${name}`);
  expect(shown(after)).toEqual(shown(installationsOf(edited)));
});

test('the grants of other values are computed on demand', () => {
  const rules = (which: 'manifests' | 'optional'): readonly number[] =>
    installationsOf(repository).installations.map((one) => {
      const [manifest] = which === 'manifests' ? one.manifests : one.optional();
      return manifest?.part.k === 'map'
        ? (manifest.part.entries.get('rules') as { items: readonly unknown[] }).items.length
        : 0;
    });
  expect(rules('manifests')).toEqual([1, 1]);
  expect(rules('optional')).toEqual([2, 1]);
});
