import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const terminationGracePeriod = nodeRule({
  id: 'termination-grace-period',
  title: 'The Pod gets time to shut down',
  why: 'A controller that is killed during a reconcile keeps its lease held and leaves its work half done.',
  group: 'Workload',
  severity: 'low',
  reference: pages.kube,
  profile: 'pedantic',
  advice: 'Leave terminationGracePeriodSeconds at 30, or set the time that the shutdown needs.',
  decision: 'Someone chose this number of seconds.',
  fix: 'ask',
  at: pod('terminationGracePeriodSeconds'),
  accepts: (value) => typeof value === 'number' && value > 0 && value <= 600,
  wants: 'between 1 and 600',
  absent: 'kept',
});
