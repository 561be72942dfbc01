// AppArmor is not switched off.
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';

export const apparmorConfined = nodeRule({
  id: 'apparmor-confined',
  title: 'AppArmor is not switched off',
  why: 'The profile of the container runtime denies writes below /proc and /sys and mounts.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  advice: 'Leave appArmorProfile out or set its type to RuntimeDefault.',
  decision: 'Somebody switched it off for a reason, perhaps because the process mounts something.',
  fix: 'ask',
  at: podOrContainer('securityContext.appArmorProfile.type'),
  accepts: (value) => value === 'RuntimeDefault' || value === 'Localhost',
  wants: 'RuntimeDefault or Localhost',
  absent: 'kept',
});
