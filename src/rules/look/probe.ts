// Shared by both probe rules.
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOfContainer } from './place.ts';

const longRunning = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** One sight for each container that keeps running. */
export function lookForProbe(probe: 'livenessProbe' | 'readinessProbe', { workloads }: Inventory): readonly Sight[] {
  return workloads
    .filter(({ manifest }) => longRunning.has(manifest.kind) && !manifest.patch)
    .flatMap(({ containers }) => containers.filter(({ initial }) => !initial).map((one) => judge(probe, one)));
}

function judge(probe: string, container: Container): Sight {
  const reading = readManifest(container.workload.manifest, [...container.keys, probe]);
  const of = nameOfContainer(container);
  if (reading.state === 'unknown') return unknownAt(reading, of, probe);
  return sightAt(reading, reading.state === 'present' ? 'kept' : 'broken', about(of, `has no ${probe}`));
}
