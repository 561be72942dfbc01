// Charts rendered with their default values, and the places of findings in them.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { audit } from '../../src/audit/audit.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { readManifest } from '../../src/inventory/manifests.ts';
import { installationsOf } from '../../src/inventory/installations.ts';
import { plainOf } from '../../src/inventory/part.ts';
import { readRepository } from '../../src/repo/read.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { normalized } from './normalized.ts';

const pod = (spec: string, container = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ include "c.name" . }}\nspec:\n${spec}  containers:\n    - name: a\n      image: x:1\n${container}`;
const chart = (files: Readonly<Record<string, string>>) =>
  repositoryOf([
    ['c/Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.0.0\n'],
    ['c/templates/_helpers.tpl', '{{- define "c.name" -}}\n{{ .Release.Name }}-{{ .Chart.Name }}\n{{- end }}\n'],
    ...Object.entries(files).map(([path, text]) => [`c/${path}`, text] as const),
  ]);
const found = (files: Readonly<Record<string, string>>, ...rules: readonly string[]): readonly string[] =>
  audit(chart(files), { rules }).findings.map(({ state, path, line }) => `${state} ${path}:${line}`);

test('a chart that merges maps, even its root, renders as in Helm', () => {
  const printed = parseAllDocuments(readFileSync('test/inventory/rendered/merges.yaml', 'utf8'));
  const { installations, faults } = installationsOf(readRepository('test/inventory/charted/merges'));
  const objects = installations.flatMap(({ manifests }) => manifests.map(({ part }) => plainOf(part)));
  expect(normalized(objects)).toEqual(normalized(printed.map((document) => document.toJS() as unknown)));
  expect(faults).toEqual([]);
});

test('invalid YAML that a template reads gives an unknown value', () => {
  const template = pod('  hostPID: {{ get (fromYaml "host: [false") "host" }}\n');
  expect(found({ 'templates/pod.yaml': template }, 'no-host-pid')).toEqual(['unknown c/templates/pod.yaml:6']);
});

test('a chart that checks served versions sees those of a new cluster', () => {
  const asks = (version: string): string =>
    pod(`  {{- if .Capabilities.APIVersions.Has "${version}" }}\n  hostPID: true\n  {{- end }}\n`);
  const served = (version: string) => found({ 'templates/pod.yaml': asks(version) }, 'no-host-pid').length === 1;
  for (const version of ['v1', 'admissionregistration.k8s.io/v1', 'storage.k8s.io/v1', 'apiextensions.k8s.io/v1'])
    expect(served(version), version).toBe(true);
  for (const version of ['policy/v1beta1', 'admissionregistration.k8s.io/v1beta1', 'monitoring.coreos.com/v1'])
    expect(served(version), version).toBe(false);
});

test('a field that the default values turn off is no finding', () => {
  const template = pod('  {{- if .Values.host }}\n  hostPID: true\n  {{- end }}\n');
  expect(found({ 'templates/pod.yaml': template, 'values.yaml': 'host: false\n' }, 'no-host-pid')).toEqual([]);
  expect(found({ 'templates/pod.yaml': template, 'values.yaml': 'host: true\n' }, 'no-host-pid')).toEqual([
    'broken c/templates/pod.yaml:7',
  ]);
});

test('a value has its place in the values, and the text of a helper has its place in the helper', () => {
  const helper = '{{- define "c.security" -}}\nprivileged: true\n{{- end }}\n';
  const files = {
    'templates/pod.yaml': pod(
      '  hostPID: {{ .Values.pid }}\n',
      '      securityContext:\n        {{- include "c.security" . | nindent 8 }}\n',
    ),
    'templates/_security.tpl': helper,
    'values.yaml': '# comment\npid: true\n',
  };
  expect(found(files, 'no-host-pid', 'no-privileged-container')).toEqual([
    'broken c/templates/_security.tpl:2',
    'broken c/values.yaml:2',
  ]);
});

test.each([
  [
    'objects in a text that tpl renders',
    '{{ tpl .Values.raw . }}\n',
    'raw: |\n  apiVersion: v1\n  kind: Pod\n  spec: {hostPID: true}\n',
  ],
  [
    'objects in the values',
    '{{- range .Values.extra }}\n---\n{{ toYaml . }}\n{{- end }}\n',
    'extra:\n  - apiVersion: v1\n    kind: Pod\n    spec: {hostPID: true}\n',
  ],
])('%s are judged', (_, template, values) => {
  expect(found({ 'templates/x.yaml': template, 'values.yaml': values }, 'no-host-pid')).toHaveLength(1);
});

test('an unsupported expression is unknown, and so are the keys that it may add', () => {
  const random = pod('  {{- include "gone" . | nindent 2 }}\n');
  expect(found({ 'templates/pod.yaml': random }, 'no-host-pid')).toEqual(['unknown c/templates/pod.yaml:6']);
});

test('a function that rejects a value makes it unknown', () => {
  const refused = pod('  hostPID: {{ toYaml (dict "a" (include "gone" .)) }}\n');
  expect(found({ 'templates/pod.yaml': refused }, 'no-host-pid')).toEqual(['unknown c/templates/pod.yaml:6']);
});

test('a missing dependency is unknown at its line', () => {
  const about =
    'apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies:\n  - name: redis\n    repository: https://example.dev\n';
  expect(found({ 'Chart.yaml': about, 'templates/pod.yaml': pod('') }, 'understood')).toEqual([
    'unknown c/Chart.yaml:5',
  ]);
});

test('a chart inside another chart gets its values', () => {
  const files = {
    'values.yaml': 'sub:\n  pid: true\n',
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    'charts/sub/values.yaml': 'pid: false\n',
    'charts/sub/templates/pod.yaml': pod('  hostPID: {{ .Values.pid }}\n'),
  };
  expect(found(files, 'no-host-pid')).toEqual(['broken c/values.yaml:2']);
});

test('a template that renders to nothing is named', () => {
  const { setAside } = inventoryOf(
    chart({ 'templates/pod.yaml': `{{- if .Values.debug }}\n${pod('')}{{- end }}\n`, 'values.yaml': 'debug: false\n' }),
  );
  expect(setAside).toEqual([
    { path: 'c/templates/pod.yaml', why: 'renders to nothing with the default values of its chart' },
  ]);
});

test('a document after a trimmed line is found', () => {
  const two = `---\n{{- if true -}}\n\n${pod('').trimEnd()}\n---\n{{- end -}}\n\n{{- if true -}}\n${pod('  hostPID: true\n')}{{- end -}}\n`;
  expect(found({ 'templates/pod.yaml': two }, 'no-host-pid')).toEqual(['broken c/templates/pod.yaml:21']);
});

test.each([
  ['of a manifest', pod('  hostPID: yes\n'), '', 'broken c/templates/pod.yaml:6'],
  ['of the values', pod('  hostPID: {{ .Values.pid }}\n'), 'pid: on\n', 'broken c/values.yaml:1'],
])('a boolean %s is read as in Kubernetes, by YAML 1.1', (_, template, values, place) => {
  expect(found({ 'templates/pod.yaml': template, 'values.yaml': values }, 'no-host-pid')).toEqual([place]);
});

test('a number with a leading zero is octal in every place', () => {
  const template = pod('', '      args: ["--mode={{ .Values.mode }}"]\n');
  const [manifest] = inventoryOf(chart({ 'templates/pod.yaml': template, 'values.yaml': 'mode: 0777\n' })).manifests;
  expect(manifest && readManifest(manifest, ['spec', 'containers', 0, 'args', 0]).value).toBe('--mode=511');
});

test.each([
  ['an endless loop', '{{- range until 900 }}{{- range until 900 }}{{- range until 900 }}x{{ end }}{{ end }}{{ end }}'],
  [
    'a template that includes itself',
    '{{- define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
  ],
])('%s ends', (_, text) => {
  expect(() => inventoryOf(chart({ 'templates/pod.yaml': `${pod('')}# ${text}\n` }))).not.toThrow();
});
