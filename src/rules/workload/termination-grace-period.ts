import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const terminationGracePeriod = nodeRule({
  id: 'termination-grace-period',
  title: 'The Pod gets time to shut down',
  why: 'A controller that is killed in the middle of a reconcile leaves its lease held and its work half done.',
  group: 'Workload',
  severity: 'low',
  reference: pages.kube,
  profile: 'pedantic',
  advice: 'Leave terminationGracePeriodSeconds at 30 or set what the shutdown needs.',
  decision: 'Somebody chose this number of seconds.',
  fix: 'ask',
  at: pod('terminationGracePeriodSeconds'),
  accepts: (value) => typeof value === 'number' && value > 0 && value <= 600,
  wants: 'between 1 and 600',
  absent: 'kept',
});
