// Roles and bindings that the controller makes grant what their users need.
import { defineRule, pages } from '../rule.ts';
import { builtRoles } from '../look/built-roles.ts';
import { keptByWorkloads } from '../look/objects.ts';

export const builtRolesLimited = defineRule({
  id: 'built-roles-limited',
  title: 'Roles and bindings that the code builds grant no administrator and no wildcard',
  why: 'No manifest shows them. A user who may write a custom resource gets an account with these rights, and the controller must hold them, or may escalate.',
  group: 'RBAC',
  severity: 'critical',
  reference: pages.rbac,
  profile: 'regular',
  advice:
    'Build a role with the verbs and resources that its Pods need. Accept the line with its reason where an administrator is the purpose.',
  fix: 'manual',
  look: (inventory) => [...keptByWorkloads(inventory), ...builtRoles(inventory.repository)],
});
