import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';
import { lowWherePrivileged } from '../look/privileged.ts';
import { safeWhenNoCapabilityIsAdded } from '../conditions.ts';

export const dropAllCapabilities = nodeRule({
  id: 'drop-all-capabilities',
  title: 'Every Linux capability is dropped',
  why: 'The default set lets a process forge packets, change owners of files and bind any port; a controller needs none of this.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Set capabilities.drop to ["ALL"] in every container.',
  decision: 'A process that binds a port below 1024, changes file owners or gains privileges needs its capability.',
  fix: 'ask',
  at: container('securityContext.capabilities.drop'),
  accepts: (value) => Array.isArray(value) && value.includes('ALL'),
  wants: 'a list that contains ALL',
  fixIn: safeWhenNoCapabilityIsAdded,
  overwrite: 'ask',
  severityOf: lowWherePrivileged,
});
