import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noHostIpc = nodeRule({
  id: 'no-host-ipc',
  title: 'The Pod does not share memory with the node',
  why: 'Shared memory of the node holds data of other processes.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove hostIPC: true.',
  decision: 'Someone turned it on; programs that share memory with the node stop working.',
  fix: 'ask',
  at: pod('hostIPC'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
