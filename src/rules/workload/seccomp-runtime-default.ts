import { safeWhenCallsAreUsual } from '../conditions.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';

export const seccompRuntimeDefault = nodeRule({
  id: 'seccomp-runtime-default',
  title: 'System calls are filtered',
  why: 'Without a seccomp profile every system call of the kernel is within reach; most escapes use one that a controller never calls.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Set seccompProfile.type: RuntimeDefault for the Pod.',
  decision: 'A process that mounts, traces or loads kernel modules needs system calls that the profile denies.',
  fix: 'ask',
  fixIn: safeWhenCallsAreUsual,
  at: podOrContainer('securityContext.seccompProfile.type'),
  accepts: (value) => value === 'RuntimeDefault' || value === 'Localhost',
  wants: 'RuntimeDefault or Localhost',
  overwrite: 'ask',
  severityOf: (value) => (value === 'Unconfined' ? 'high' : undefined),
});
