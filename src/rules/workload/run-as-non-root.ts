import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';
import { safeWhenNoUserIsRoot } from '../conditions.ts';

export const runAsNonRoot = nodeRule({
  id: 'run-as-non-root',
  title: 'The controller runs as a non-root user',
  why: 'A process that is root in its container is one kernel bug away from root on the node.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Set runAsNonRoot: true for the Pod, and let no container override it.',
  decision: 'An image that runs as root no longer starts.',
  fix: 'ask',
  at: podOrContainer('securityContext.runAsNonRoot'),
  accepts: (value) => value === true,
  wants: 'true',
  fixIn: safeWhenNoUserIsRoot,
  overwrite: 'ask',
});
