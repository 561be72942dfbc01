import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noSecretWrites = grantRule({
  id: 'no-secret-writes',
  title: 'Writing Secrets has a reason',
  why: 'Kubernetes fills a Secret of type kubernetes.io/service-account-token with a token of any ServiceAccount of its namespace, and a patch returns the whole Secret.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Let users make the Secret and mount it, or use a Role in the namespaces that are watched and say why.',
});
