import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noHostPid = nodeRule({
  id: 'no-host-pid',
  title: 'The Pod does not see the processes of the node',
  why: 'A Pod that sees the processes of the node can read their environment, which holds credentials, and signal them.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove hostPID: true.',
  decision: 'Someone turned it on; programs that inspect processes of the node stop working.',
  fix: 'ask',
  at: pod('hostPID'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
