import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noBindingWrites = grantRule({
  id: 'no-binding-writes',
  title: 'The controller grants no roles',
  why: 'An account that writes bindings can grant any role that it may bind; with an existing administrator role that is everything.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Ship roles and bindings as manifests that a person applies.',
});
