import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noClusterWideSecrets = grantRule({
  id: 'no-cluster-wide-secrets',
  title: 'The controller cannot read every Secret of the cluster',
  why: 'list and watch return the contents: the controller becomes an oracle for every password and token there is.',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Use a Role in the namespaces that are watched, or get with resourceNames.',
});
