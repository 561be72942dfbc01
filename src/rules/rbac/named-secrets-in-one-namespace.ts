import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const namedSecretsInOneNamespace = grantRule({
  id: 'named-secrets-in-one-namespace',
  title: 'A Secret that the controller reads by name is limited to one namespace',
  why: 'In a ClusterRole with a cluster-wide binding, resourceNames grant the Secret of that name in every namespace.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use a Role in the namespace of the Secret.',
});
