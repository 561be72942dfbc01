import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noRoleWrites = grantRule({
  id: 'no-role-writes',
  title: 'The controller writes no roles',
  why: 'An account that writes roles changes what others may do: it can add its own rights to their roles, or remove theirs.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Ship roles as manifests that a person applies, or limit the permission by a Role and say why.',
});
