import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Workload } from '../../inventory/workloads.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { EACH, readingsAt } from '../look/readings-at.ts';

export const placedByScheduler = defineRule({
  id: 'placed-by-scheduler',
  title: 'The scheduler places each Pod, and keeps it off the control plane',
  why: 'A Pod that tolerates everything, or names its node, can run on the control plane, next to its keys.',
  group: 'Workload',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  profile: 'regular',
  advice: 'Name the taints that the Pod must tolerate, and leave nodeName to the scheduler.',
  fix: 'manual',
  look: ({ workloads }) => workloads.map(judge),
});

function judge({ manifest, pod }: Workload): Sight {
  const of = nameOf(manifest);
  const node = readManifest(manifest, [...pod, 'nodeName']);
  if (node.state === 'present' && node.value !== '')
    return sightAt(
      node,
      'broken',
      about(of, `nodeName places it on ${textOf(node.value)}, without the scheduler`, 'nodeName'),
    );
  const tolerations = readManifest(manifest, [...pod, 'tolerations']);
  const all = manifest.kind === 'DaemonSet' ? -1 : itemsOf(tolerations).findIndex(toleratesAll);
  if (all !== -1)
    return sightAt(
      readManifest(manifest, [...pod, 'tolerations', all]),
      'broken',
      about(of, 'it tolerates every taint, including that of the control plane', 'tolerations'),
    );
  const selector = readManifest(manifest, [...pod, 'nodeSelector']);
  const role = Object.keys({ ...(typeof selector.value === 'object' ? selector.value : {}) }).find((key) =>
    controlPlane.test(key),
  );
  if (role !== undefined)
    return sightAt(selector, 'broken', about(of, `nodeSelector asks for ${role}`, 'nodeSelector'));
  const unread = [
    node,
    selector,
    ...(manifest.kind === 'DaemonSet' ? [] : readingsAt(manifest, [...pod, 'tolerations', EACH, 'operator'])),
  ].find(({ state }) => state === 'unknown');
  return unread === undefined
    ? sightAt(node, 'kept', of)
    : unknownAt(unread, of, String(unread.keys[pod.length] ?? 'the Pod'));
}

const controlPlane = /^node-role\.kubernetes\.io\/(control-plane|master)$/;

function toleratesAll(toleration: unknown): boolean {
  return fieldOf(toleration, 'operator') === 'Exists' && textOf(fieldOf(toleration, 'key')) === '';
}
