import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const eventsOnlyAdded = grantRule({
  id: 'events-only-added',
  title: 'The controller only adds events',
  why: 'An attacker who deletes events covers the traces of an attack.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Grant create and patch on events, nothing else.',
  reasonSettles: false,
});
