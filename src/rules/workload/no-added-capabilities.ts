import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';
import { lowWherePrivileged } from '../look/privileged.ts';

export const noAddedCapabilities = nodeRule({
  id: 'no-added-capabilities',
  title: 'No Linux capability is added',
  why: 'Each added capability is a part of root.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove capabilities.add; the standard allows NET_BIND_SERVICE at most.',
  fix: 'manual',
  at: container('securityContext.capabilities.add'),
  accepts: (value) => Array.isArray(value) && value.length === 0,
  wants: 'empty',
  absent: 'kept',
  severityOf: lowWherePrivileged,
});
