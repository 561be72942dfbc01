import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const leaseByName = grantRule({
  id: 'lease-by-name',
  title: 'Leases are written by name only',
  why: 'An account that may change every lease can stop other controllers and the heartbeat of nodes.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Add resourceNames with the name of the lease, and ship the Lease, so that the controller needs no create.',
  reasonSettles: false,
});
