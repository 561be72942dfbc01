import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const noPrivilegedContainer = nodeRule({
  id: 'no-privileged-container',
  title: 'No container is privileged',
  why: 'A privileged container is root on the node: it sees every device and every process.',
  group: 'Workload',
  severity: 'critical',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove privileged: true; a controller needs the API server, not the node.',
  decision: 'Someone turned it on; without it, devices and settings of the node are out of reach.',
  fix: 'ask',
  at: container('securityContext.privileged'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
