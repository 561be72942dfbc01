import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noApiServiceWrites = grantRule({
  id: 'no-api-service-writes',
  title: 'The controller cannot redirect API groups',
  why: 'An APIService sends whole API groups to a server of the attacker’s.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Ship APIServices as manifests.',
});
