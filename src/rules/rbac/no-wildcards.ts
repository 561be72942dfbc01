import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { severityOfWildcards, wildcardsIn } from '../look/wildcards.ts';
import { judgedIn, permissionsOf } from '../look/programs.ts';
import { narrowed } from '../edit/narrowed.ts';

export const noWildcards = defineRule({
  id: 'no-wildcards',
  title: 'No permission is a wildcard',
  why: 'A * grants everything that exists today or is added later, including escalation.',
  group: 'RBAC',
  severity: 'critical',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Name groups, resources and verbs; `create-kube-secure-controller rbac` says which the code needs.',
  fix: 'manual',
  look: (inventory) =>
    inventory.roles.flatMap((role): readonly Sight[] => {
      const { manifest, rules } = role;
      const found = rules.flatMap((rule) => {
        const parts = wildcardsIn(rule);
        if (parts.length === 0) return [];
        const severity = severityOfWildcards(rule);
        const change = spelledOut(role, rule, inventory);
        return [
          sightAt(
            readManifest(manifest, rule.keys),
            'broken',
            about(
              nameOf(manifest),
              `* in ${parts.join(' and ')}${ofWhat(rule, parts)}`,
              [...rule.groups, ...rule.resources, ...rule.urls].join(' '),
            ),
            change === undefined ? { severity } : { severity, fix: 'safe', change: () => change },
          ),
        ];
      });
      return found.length > 0 ? found : [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
    }),
});

/** The permissions in it that the code uses, if the comparison judges the role and has no doubt. */
function spelledOut(role: Role, rule: PolicyRule, inventory: Inventory): Change | undefined {
  const { permissions, installed } = inventory;
  if (permissions === undefined || rule.templated || role.bindings.length === 0) return undefined;
  const judged = judgedIn(rule, permissions.compare(installed));
  const granted = [...judged.excess, ...judged.used];
  return granted.length === 0 || granted.some(({ doubt }) => doubt !== null)
    ? undefined
    : narrowed(rule, judged.used, permissionsOf(role, inventory)?.needs ?? []);
}

/** If only the verbs are a wildcard: the resources, because no other rule reports what only a `*` grants. */
function ofWhat({ resources }: PolicyRule, parts: readonly string[]): string {
  if (parts.join() !== 'verbs') return '';
  const more = resources.length - most;
  return ` of ${resources.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const most = 4;
