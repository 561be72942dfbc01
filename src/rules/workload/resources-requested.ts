import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const resourcesRequested = nodeRule({
  id: 'resources-requested',
  title: 'Every container requests the resources that it needs',
  why: 'Without requests, the Pod is evicted first, and the scheduler may place it on a full node.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Set resources.requests for cpu and memory.',
  decision: 'The scheduler reserves the requests on a node: measure what the process uses.',
  fix: 'ask',
  tuned: 'resources',
  at: container('resources.requests'),
  accepts: (value) => typeof value === 'object' && value !== null && 'cpu' in value && 'memory' in value,
  wants: 'cpu and memory',
});
