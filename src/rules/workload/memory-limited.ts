import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const memoryLimited = nodeRule({
  id: 'memory-limited',
  title: 'The memory of every container is limited',
  why: 'A memory leak or an attacker could use the memory of every other Pod on the node.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.checklist,
  profile: 'regular',
  advice: 'Set resources.limits.memory; measure before you choose.',
  decision: 'The process is killed above the limit: measure what it uses.',
  fix: 'ask',
  tuned: 'resources',
  at: container('resources.limits.memory'),
  accepts: (value) => typeof value === 'string' || typeof value === 'number',
  wants: 'a quantity such as 128Mi',
  // It ends before the program begins.
  severityOf: (_, { container }) => (container !== undefined && isBefore(container) ? 'low' : undefined),
});

/** A container of initContainers that is not a sidecar. */
function isBefore({ initial, workload, keys }: Container): boolean {
  return initial && readManifest(workload.manifest, [...keys, 'restartPolicy']).value !== 'Always';
}
