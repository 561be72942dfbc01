// A Role where a Role is enough.
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { nameOf } from '../look/place.ts';
import { isHeldByOthers, permissionsOf } from '../look/programs.ts';

export const roleOverClusterRole = defineRule({
  id: 'role-over-cluster-role',
  title: 'A Role is used where a Role is enough',
  why: 'A ClusterRole with a cluster-wide binding reaches every namespace, also those that the controller never uses.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Make a Role and a RoleBinding in each watched namespace.',
  fix: 'manual',
  look: (inventory) =>
    inventory.roles
      .filter(({ bindings }) => bindings.length > 0)
      .flatMap((role): readonly Sight[] => {
        const { manifest, reach, rules } = role;
        const permissions = permissionsOf(role, inventory);
        if (permissions === undefined || isHeldByOthers(role, inventory)) return [];
        const place = readManifest(manifest, ['kind']);
        if (reach !== 'cluster') return [sightAt(place, 'kept', nameOf(manifest))];
        const needs = permissions.needs.filter((need) =>
          rules.some((rule) => rule.groups.includes(need.group) && rule.resources.includes(need.resource)),
        );
        if (needs.length === 0 || needs.some(({ scope }) => scope !== 'namespace') || !permissions.complete) return [];
        return [
          sightAt(
            place,
            'broken',
            about(nameOf(manifest), 'every call of the code names its namespace, so a Role is enough'),
          ),
        ];
      }),
});
