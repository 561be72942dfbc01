import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noClusterWideSecrets = grantRule({
  id: 'no-cluster-wide-secrets',
  title: 'The controller cannot read every Secret of the cluster',
  why: 'list and watch return the contents: an attacker in the controller reads every password and token.',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Use a Role in the watched namespaces, or get with resourceNames.',
});
