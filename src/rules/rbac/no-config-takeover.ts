import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noConfigTakeover = grantRule({
  id: 'no-config-takeover',
  title: 'The controller cannot change ConfigMaps of the system',
  why: 'coredns and aws-auth are ConfigMaps: an account that may change every ConfigMap controls DNS and identities.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use a Role in the watched namespaces, or resourceNames.',
});
