import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const cpuLimited = nodeRule({
  id: 'cpu-limited',
  title: 'The CPU time of every container is limited',
  why: 'An attacker who takes over the Pod could use all CPUs of the node.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set resources.limits.cpu.',
  decision: 'The process is throttled above the limit: measure what it uses.',
  fix: 'ask',
  tuned: 'resources',
  at: container('resources.limits.cpu'),
  accepts: (value) => typeof value === 'string' || typeof value === 'number',
  wants: 'a quantity such as 200m',
});
