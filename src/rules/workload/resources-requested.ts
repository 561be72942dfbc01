import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const resourcesRequested = nodeRule({
  id: 'resources-requested',
  title: 'Every container says what it needs',
  why: 'Without requests the Pod is the first to be evicted, and the scheduler packs it on a full node.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Set resources.requests for cpu and memory.',
  decision: 'The scheduler reserves it on a node: measure what the process uses.',
  fix: 'ask',
  tuned: 'resources',
  at: container('resources.requests'),
  accepts: (value) => typeof value === 'object' && value !== null && 'cpu' in value && 'memory' in value,
  wants: 'cpu and memory',
});
