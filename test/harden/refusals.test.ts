// What an API server refuses in an object, as harden predicts it before it writes; test/cluster asks a real one.
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { refusalsIn } from '../../src/harden/refusals.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { repositories } from '../repositories.ts';

const templates = readTemplates('templates');

function refused(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => [`deploy/${index}.yaml`, text] as const);
  return refusalsIn(inventoryOf(repositoryOf(files))).map(({ why }) => why);
}

const pod = (container: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - {name: c, image: a${container}}\n${more}`;

test.each(Object.entries(repositories))('the API server accepts everything that create writes for %s', (_, given) => {
  const written = scaffold(resolveAnswers(given, { defaults: true }), templates);
  expect(refusalsIn(inventoryOf(repositoryOf(written)))).toEqual([]);
});

describe('the Pod', () => {
  test.each([
    [pod(', imagePullPolcy: Always'), 'spec.containers[0].imagePullPolcy is not a field of Container'],
    [pod(', securityContext: {runAsUser: "1"}'), 'spec.containers[0].securityContext.runAsUser must be a whole number'],
    [pod(', securityContext: {privileged: 1}'), 'spec.containers[0].securityContext.privileged must be true or false'],
    [pod(', env: [{value: a}]'), 'spec.containers[0].env[0].name is missing'],
    [pod(', env: {a: b}'), 'spec.containers[0].env must be a list'],
    [pod('', '    - {name: c, image: b}\n'), 'two containers have the name c'],
    [pod('', '  volumes: [{name: v, emptyDir: {}}, {name: v, emptyDir: {}}]\n'), 'two volumes have the name v'],
    [
      pod('', '  volumes: [{name: v, emptyDir: {}, secret: {secretName: s}}]\n'),
      'volume v is of two kinds: emptyDir, secret',
    ],
    [pod(', volumeMounts: [{name: v, mountPath: /a}]'), 'container c: it mounts v, which is not a volume of the Pod'],
    [
      pod(', volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /a}]', '  volumes: [{name: v}]\n'),
      'container c: two volumes are mounted at /a',
    ],
    [
      pod(', ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]'),
      'container c: two ports have the name a',
    ],
    [
      pod(', ports: [{containerPort: 1}, {containerPort: 1, protocol: TCP}]'),
      'container c: port 1/TCP is listed twice',
    ],
    [pod(', env: [{name: A}, {name: A}]'), 'container c: the variable A is set twice'],
    [
      pod(', securityContext: {privileged: true, allowPrivilegeEscalation: false}'),
      'container c: privileged, and no privilege escalation',
    ],
    [
      pod(', securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}'),
      'container c: it adds CAP_SYS_ADMIN, and no privilege escalation',
    ],
    [
      pod(', securityContext: {runAsNonRoot: true}', '  securityContext: {runAsUser: 0}\n'),
      'container c: user 0, and never as root',
    ],
    [
      pod(', resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 0.2, memory: 1024Mi}}'),
      'container c: it requests 500m of cpu, more than its limit of 0.2',
    ],
    [
      pod(', resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 1, memory: 512Mi}}'),
      'container c: it requests 1Gi of memory, more than its limit of 512Mi',
    ],
    [pod('', '  nodeSelector: linux\n'), 'spec.nodeSelector must be a map'],
    [pod(', livenessProbe: {successThreshold: 2}'), 'container c: successThreshold of livenessProbe must be 1'],
  ])('%#', (text, why) => expect(refused(text)).toEqual([`Pod p: ${why}`]));

  test('a volume claim of a StatefulSet is a volume', () => {
    const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: s}
spec:
  selector: {matchLabels: {app: s}}
  volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]
  template:
    metadata: {labels: {app: t}}
    spec: {containers: [{name: c, image: a, volumeMounts: [{name: data, mountPath: /data}]}]}
`;
    expect(refused(text)).toEqual(['StatefulSet s: its selector does not match the label app of its Pods']);
  });
});

test('null values and values known only at release are not judged', () => {
  expect(refused(pod(', args: [null], command: null'))).toEqual([]);
  const chart = repositoryOf([
    ['c/Chart.yaml', 'name: c\nversion: 1.0.0\n'],
    [
      'c/templates/pod.yaml',
      pod(
        ', securityContext: {runAsUser: {{ get (fromYaml "user: [1") "user" }}, privileged: {{ get (fromYaml "user: [1") "user" }}}',
      ),
    ],
  ]);
  expect(refusalsIn(inventoryOf(chart))).toEqual([]);
});

test('a computed value of a chart fits every type, and old versions are not judged', () => {
  const template = pod(', securityContext: {runAsUser: {{ .Values.user }}}, volumeMounts: {{ .Values.mounts }}');
  const chart = repositoryOf([
    ['c/Chart.yaml', 'name: c\nversion: 1.0.0\n'],
    ['c/templates/pod.yaml', template],
  ]);
  expect(refusalsIn(inventoryOf(chart))).toEqual([]);
  expect(refused(pod(', x: y').replace('apiVersion: v1', 'apiVersion: extensions/v1beta1'))).toEqual([]);
});
