import { isTemplated } from '../../formats/yaml/node.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';

const handlers = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

export const probesStayInPod = defineRule({
  id: 'probes-stay-in-pod',
  title: 'Probes and hooks only call their own Pod',
  why: 'The kubelet sends the request from the network of the node. With a host field, a Pod makes the kubelet call any server there.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove host: the default is the address of the Pod.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ containers }) =>
      containers.flatMap((one) => handlers.flatMap((handler) => judge(one, handler))),
    ),
});

function judge(container: Container, handler: readonly string[]): readonly Sight[] {
  const at = [...container.keys, ...handler];
  const whole = readManifest(container.workload.manifest, at);
  if (whole.state === 'absent') return [];
  const of = nameOfContainer(container);
  const name = handler.join('.');
  if (whole.state === 'unknown') return [unknownAt(whole, of, name)];
  const hosts = ['httpGet', 'tcpSocket'].map((way) => readManifest(container.workload.manifest, [...at, way, 'host']));
  const set = hosts.find(({ state, value }) => state !== 'absent' && value !== '');
  if (set === undefined) return [sightAt(whole, 'kept', of)];
  return [
    sightAt(
      set,
      set.state === 'unknown' || isTemplated(set.value) ? 'unknown' : 'broken',
      about(of, `${name} calls the host ${typeof set.value === 'string' ? set.value : 'that a chart fills in'}`, name),
    ),
  ];
}
