import { readManifest } from '../../inventory/manifests.ts';
import { builtInKinds } from '../../kubernetes/kinds.ts';
import { defineRule, pages, type Change, type Severity, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { judgedIn, permissionsOf } from '../look/programs.ts';
import { narrowed } from '../edit/narrowed.ts';

export const noWildcards = defineRule({
  id: 'no-wildcards',
  title: 'No permission is a wildcard',
  why: 'A * grants what exists today and whatever will be added tomorrow, escalation included.',
  group: 'RBAC',
  severity: 'critical',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Name groups, resources and verbs; `create-kube-secure-controller rbac` says which the code needs.',
  fix: 'manual',
  look: (inventory) =>
    inventory.roles.flatMap((role): readonly Sight[] => {
      const { manifest, rules, reach } = role;
      const found = rules.flatMap((rule) => {
        const parts = wildcards(rule);
        if (parts.length === 0) return [];
        const severity = severityOf(rule, parts, reach);
        const change = spelledOut(role, rule, inventory);
        return [
          sightAt(
            readManifest(manifest, rule.keys),
            'broken',
            about(
              nameOf(manifest),
              `* in ${parts.join(' and ')}`,
              [...rule.groups, ...rule.resources, ...rule.urls].join(' '),
            ),
            change === undefined ? { severity } : { severity, fix: 'safe', change: () => change },
          ),
        ];
      });
      return found.length > 0 ? found : [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
    }),
});

/** What the code uses of it, where the comparison judges the role and has no doubt. */
function spelledOut(role: Role, rule: PolicyRule, inventory: Inventory): Change | undefined {
  const { permissions, installed } = inventory;
  if (permissions === undefined || rule.templated || role.bindings.length === 0) return undefined;
  const judged = judgedIn(rule, permissions.compare(installed));
  const granted = [...judged.excess, ...judged.used];
  return granted.length === 0 || granted.some(({ doubt }) => doubt !== null)
    ? undefined
    : narrowed(rule, judged.used, permissionsOf(role, inventory)?.needs ?? []);
}

function wildcards({ groups, resources, verbs, names, urls }: PolicyRule): readonly string[] {
  const lists = { apiGroups: groups, resources, verbs, resourceNames: names, nonResourceURLs: urls };
  return Object.entries(lists).flatMap(([key, values]) =>
    values.some((value) => value === '*' || value.startsWith('*/') || value === '/*') ? [key] : [],
  );
}

/** Kinds of a custom group are not everybody's; what reads them, or named resources, takes nothing over. */
function severityOf(rule: PolicyRule, parts: readonly string[], reach: PolicyRule['reach']): Severity {
  const { groups, resources, verbs } = rule;
  const isCustom =
    groups.length > 0 &&
    !groups.some((group) => group === '*' || builtIn.has(group) || isBroad({ groups: [group], resources: [] }));
  const reads = verbs.length > 0 && verbs.every((verb) => ['get', 'list', 'watch'].includes(verb));
  const isHarmless = !resources.some((resource) => resource.includes('*') || resource === 'secrets');
  if (reads && groups.length > 0 && (isCustom || isHarmless)) return 'medium';
  if (isCustom || (parts.length === 1 && !isBroad(rule))) return 'high';
  return reach === 'cluster' ? 'critical' : 'high';
}

const builtIn: ReadonlySet<string> = new Set(builtInKinds().map(({ group }) => group));

/** All resources, or a group whose resources are everybody’s. */
function isBroad({ groups, resources }: Pick<PolicyRule, 'groups' | 'resources'>): boolean {
  return resources.includes('*') || groups.some((group) => group === '*' || group === '' || group.endsWith('.k8s.io'));
}
