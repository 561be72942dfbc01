import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noSharedProcesses = nodeRule({
  id: 'no-shared-processes',
  title: 'Containers of the Pod do not see each other’s processes',
  why: 'A compromised sidecar could read the environment and the files of the controller through /proc.',
  group: 'Workload',
  severity: 'low',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove shareProcessNamespace: true.',
  decision: 'Someone turned it on; a container that signals another stops working.',
  fix: 'ask',
  at: pod('shareProcessNamespace'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
