import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noHostPid = nodeRule({
  id: 'no-host-pid',
  title: 'The Pod does not see the processes of the node',
  why: 'Who sees the processes of the node reads their environment, which holds credentials, and can signal them.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove hostPID: true.',
  decision: 'Somebody switched it on; what looks at processes of the node stops working.',
  fix: 'ask',
  at: pod('hostPID'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
