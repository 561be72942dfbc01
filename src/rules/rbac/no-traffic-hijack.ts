import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noTrafficHijack = grantRule({
  id: 'no-traffic-hijack',
  title: 'The controller does not redirect the traffic of others',
  why: 'An account that writes endpoints, ingresses, network policies or the status of a service can receive the traffic of others.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove the writes, or confine them to a Role and say why.',
});
