import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noWeakerPodSecurity = grantRule({
  id: 'no-weaker-pod-security',
  title: 'No permission weakens the limits of Pods',
  why: 'With use on a privileged SecurityContextConstraint or PodSecurityPolicy, the next Pod of the account can be root on its node.',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove use, or name restricted-v2 in resourceNames.',
  reasonSettles: false,
});
