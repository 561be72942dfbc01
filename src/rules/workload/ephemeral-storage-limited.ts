import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const ephemeralStorageLimited = nodeRule({
  id: 'ephemeral-storage-limited',
  title: 'The scratch space of every container is limited',
  why: 'A process that fills the disk of the node evicts its neighbours.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set resources.limits.ephemeral-storage.',
  decision: 'The Pod is evicted when its logs and scratch files exceed the limit.',
  fix: 'ask',
  tuned: 'resources',
  at: container('resources.limits.ephemeral-storage'),
  accepts: (value) => typeof value === 'string' || typeof value === 'number',
  wants: 'a quantity such as 64Mi',
});
