import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const namedSecretsInOneNamespace = grantRule({
  id: 'named-secrets-in-one-namespace',
  title: 'A Secret that is read by name is read in its namespace',
  why: 'resourceNames in a ClusterRole that is bound in the whole cluster name a Secret of every namespace.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use a Role in the namespace of the Secret.',
});
