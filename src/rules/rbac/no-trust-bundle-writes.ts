import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noTrustBundleWrites = grantRule({
  id: 'no-trust-bundle-writes',
  title: 'The controller does not decide which certificates others trust',
  why: 'A ClusterTrustBundle is mounted by Pods as their roots of trust: who writes it can stand between any two of them.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Limit it by resourceNames to the bundle of your own signer, or say why.',
});
