import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';

export const defaultProcMount = nodeRule({
  id: 'default-proc-mount',
  title: 'The masked paths of /proc stay masked',
  why: 'With procMount: Unmasked, a process can read and write kernel settings of the whole node.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove procMount, or set it to Default.',
  fix: 'manual',
  at: container('securityContext.procMount'),
  accepts: (value) => value === 'Default',
  wants: 'Default',
  absent: 'kept',
});
