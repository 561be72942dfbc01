import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noTrustBundleWrites = grantRule({
  id: 'no-trust-bundle-writes',
  title: 'The controller does not decide which certificates others trust',
  why: 'Pods mount a ClusterTrustBundle as their roots of trust: an account that writes it can intercept traffic between any two of them.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Limit it by resourceNames to the bundle of your own signer, or say why.',
});
