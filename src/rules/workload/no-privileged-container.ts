// No container is privileged.
import { nodeRule } from '../node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../where/manifest.ts';

export const noPrivilegedContainer = nodeRule({
  id: 'no-privileged-container',
  title: 'No container is privileged',
  why: 'A privileged container is root on the node: it sees every device and every process.',
  group: 'Workload',
  severity: 'critical',
  reference: pages.pss,
  advice: 'Take privileged: true away; a controller needs the API server, not the node.',
  fix: 'ask',
  at: container('securityContext.privileged'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
