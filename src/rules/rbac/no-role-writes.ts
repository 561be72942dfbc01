import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noRoleWrites = grantRule({
  id: 'no-role-writes',
  title: 'The controller writes no roles',
  why: 'Who writes roles changes what others may do: it adds its own rights to the roles of users, or takes theirs away.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Ship roles as manifests that a person applies, or limit it by a Role and say why.',
});
