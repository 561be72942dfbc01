import { safeWhenNoPrivilegeIsGained } from '../conditions.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { container } from '../look/manifest.ts';
import { lowWherePrivileged } from '../look/privileged.ts';

export const noPrivilegeEscalation = nodeRule({
  id: 'no-privilege-escalation',
  title: 'No process can gain privileges that its parent lacks',
  why: 'A setuid program in the image would give an attacker root.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Set allowPrivilegeEscalation: false in every container.',
  decision: 'A setuid program in the image, such as sudo, stops working.',
  fix: 'ask',
  fixIn: safeWhenNoPrivilegeIsGained,
  at: container('securityContext.allowPrivilegeEscalation'),
  accepts: (value) => value === false,
  wants: 'false',
  overwrite: 'ask',
  severityOf: lowWherePrivileged,
});
