// Controls of the restricted standard without a value in the reference, and settings that keep a controller alive,
// value by value.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const workload = (spec: string, container = '', replicas = 1): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  replicas: ${replicas}\n  selector: {}\n  template:\n    spec:\n${spec}      containers:\n        - name: c\n          image: a\n${container}`;
const states = (rule: string, text: string): readonly string[] => {
  const { findings, kept } = audit(repositoryOf([['a.yaml', text]]), { rules: [rule] });
  return [
    ...findings.map(({ state, line, message }) => `${state} ${line} ${message.replace(/^.*Deployment a: /, '')}`),
    ...kept,
  ];
};
const security = (fields: string): string => `          securityContext: {${fields}}\n`;

test.each([
  ['default-proc-mount', '', security('procMount: Default'), ['default-proc-mount']],
  [
    'default-proc-mount',
    '',
    security('procMount: Unmasked'),
    ['broken 12 securityContext.procMount is "Unmasked"; it must be Default'],
  ],
  ['no-windows-host-process', '', security('windowsOptions: {hostProcess: false}'), ['no-windows-host-process']],
  [
    'no-windows-host-process',
    '',
    security('windowsOptions: {hostProcess: true}'),
    ['broken 12 securityContext.windowsOptions.hostProcess is true; it must be false'],
  ],
  ['selinux-confined', '', security('seLinuxOptions: {level: "s0:c1,c2", type: container_t}'), ['selinux-confined']],
  [
    'selinux-confined',
    '      securityContext: {seLinuxOptions: {user: system_u}}\n',
    '',
    [expect.stringContaining('broken 9 securityContext.seLinuxOptions is {"user":"system_u"}')],
  ],
  ['selinux-confined', '', security('seLinuxOptions: {role: system_r}'), [expect.stringContaining('broken 12')]],
  ['selinux-confined', '', security('seLinuxOptions: {type: spc_t}'), [expect.stringContaining('broken 12')]],
])('%s: %j %j', (rule, spec, container, expected) => expect(states(rule, workload(spec, container))).toEqual(expected));

test.each(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'])(
  'a volume may be of the type %s',
  (kind) =>
    expect(states('ordinary-volumes', workload(`      volumes: [{name: v, ${kind}: {}}]\n`))).toEqual([
      'ordinary-volumes',
    ]),
);

test.each(['nfs', 'iscsi', 'awsElasticBlockStore', 'image'])('a volume may not be of the type %s', (kind) =>
  expect(
    states('ordinary-volumes', workload(`      volumes: [{name: ok, secret: {}}, {name: v, ${kind}: {}}]\n`)),
  ).toEqual([`broken 9 volume v is of the kind ${kind}`]),
);

test('another rule reports a directory of the node', () =>
  expect(states('ordinary-volumes', workload('      volumes: [{name: v, hostPath: {path: /}}]\n'))).toEqual([
    'ordinary-volumes',
  ]));

test.each([
  ['livenessProbe: {httpGet: {path: /, port: 80, host: metadata}}', 'livenessProbe calls the host metadata'],
  ['startupProbe: {tcpSocket: {port: 80, host: 10.0.0.1}}', 'startupProbe calls the host 10.0.0.1'],
  ['lifecycle: {preStop: {httpGet: {path: /, port: 80, host: metadata}}}', 'lifecycle.preStop calls the host metadata'],
])('%s', (handler, message) =>
  expect(states('probes-stay-in-pod', workload('', `          ${handler}\n`))).toEqual([`broken 12 ${message}`]),
);

test.each([
  'readinessProbe: {httpGet: {path: /, port: 80}}',
  'readinessProbe: {httpGet: {path: /, port: 80, host: ""}}',
  'lifecycle: {postStart: {exec: {command: [a]}}}',
])('%s stays in the Pod', (handler) =>
  expect(states('probes-stay-in-pod', workload('', `          ${handler}\n`))).toEqual(['probes-stay-in-pod']),
);

test.each([
  [
    '{httpGet: {path: /a, port: 80}, periodSeconds: 3}',
    '{httpGet: {path: /a, port: 80}, periodSeconds: 9}',
    ['broken 13 readinessProbe checks the same as livenessProbe'],
  ],
  ['{httpGet: {path: /a, port: 80}}', '{httpGet: {path: /b, port: 80}}', ['readiness-apart-from-liveness']],
  ['{tcpSocket: {port: 80}}', '{exec: {command: [a]}}', ['readiness-apart-from-liveness']],
])('liveness %s and readiness %s', (liveness, readiness, expected) =>
  expect(
    states(
      'readiness-apart-from-liveness',
      workload('', `          livenessProbe: ${liveness}\n          readinessProbe: ${readiness}\n`),
    ),
  ).toEqual(expected),
);

test.each([
  [1, '', []],
  [2, '', ['broken 5 its 2 replicas may all run on one node']],
  [2, '      affinity: {nodeAffinity: {}}\n', ['broken 5 its 2 replicas may all run on one node']],
  [2, '      affinity: {podAntiAffinity: {}}\n', ['replicas-apart']],
  [3, '      topologySpreadConstraints: []\n', ['replicas-apart']],
])('%i replicas with %j', (replicas, spec, expected) =>
  expect(states('replicas-apart', workload(spec, '', replicas))).toEqual(expected),
);

const inChart = (rule: string, text: string): readonly string[] =>
  audit(
    repositoryOf([
      ['Chart.yaml', 'name: a\n'],
      ['templates/a.yaml', text],
    ]),
    { rules: [rule] },
  ).findings.map(({ state }) => state);

test('a volume with a name from a chart is judged by its type', () =>
  expect(
    inChart('ordinary-volumes', workload('      volumes:\n        - name: {{ include "v" . }}\n          nfs: {}\n')),
  ).toEqual(['broken']));

test('probes with a part from a chart may differ', () => {
  const probe = (name: string): string =>
    `          ${name}:\n            httpGet:\n              path: {{ include "${name[0]}" . }}\n              port: 80\n`;
  expect(
    inChart('readiness-apart-from-liveness', workload('', probe('livenessProbe') + probe('readinessProbe'))),
  ).toEqual(['unknown']);
});

test('a value from a chart may separate replicas', () =>
  expect(inChart('replicas-apart', workload('      affinity: {{ include "a" . }}\n', '', 2))).toEqual(['unknown']));
