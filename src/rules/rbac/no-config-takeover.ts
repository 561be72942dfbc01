import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noConfigTakeover = grantRule({
  id: 'no-config-takeover',
  title: 'ConfigMaps of the system cannot be changed',
  why: 'coredns and aws-auth are ConfigMaps: who may change every ConfigMap decides on names and identities.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use a Role in the namespaces that are watched, or resourceNames.',
});
