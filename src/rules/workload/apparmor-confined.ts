import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { podOrContainer } from '../look/manifest.ts';

export const apparmorConfined = nodeRule({
  id: 'apparmor-confined',
  title: 'AppArmor is not switched off',
  why: 'The profile of the container runtime denies writes below /proc and /sys and mounts. Where nothing is set, a node that has AppArmor applies it; where RuntimeDefault is set, a node without AppArmor refuses the Pod.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Leave appArmorProfile out. Set its type to RuntimeDefault only if every node has AppArmor.',
  decision: 'Somebody switched it off for a reason, perhaps because the process mounts something.',
  fix: 'ask',
  at: podOrContainer('securityContext.appArmorProfile.type'),
  accepts: (value) => value === 'RuntimeDefault' || value === 'Localhost',
  wants: 'left out, RuntimeDefault or Localhost',
  absent: 'kept',
  // The whole profile: one with a type of its own choice would be a demand on the nodes.
  removes: (keys) => keys.slice(0, -1),
});
