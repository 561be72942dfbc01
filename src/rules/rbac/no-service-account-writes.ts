import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noServiceAccountWrites = grantRule({
  id: 'no-service-account-writes',
  title: 'The controller does not change ServiceAccounts',
  why: 'In a cloud, an annotation on a ServiceAccount is enough to get the credentials of another role.',
  reference: pages.serviceAccounts,
  profile: 'regular',
  advice: 'Ship ServiceAccounts as manifests, or use a Role in the namespaces that are watched and say why.',
});
