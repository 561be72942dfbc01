import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const secretsByName = grantRule({
  id: 'secrets-by-name',
  title: 'Secrets are read by name',
  why: 'list or watch on Secrets reaches every password in the namespace.',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Use get with resourceNames, or mount the Secret as a file and drop the right.',
});
