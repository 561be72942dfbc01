// No permission is a wildcard.
import { readManifest } from '../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { nameOf } from '../where/place.ts';
import type { PolicyRule } from '../inventory/roles.ts';

export const noWildcards = defineRule({
  id: 'no-wildcards',
  title: 'No permission is a wildcard',
  why: 'A * grants what exists today and whatever will be added tomorrow, escalation included.',
  group: 'RBAC',
  severity: 'critical',
  reference: pages.rbac,
  advice: 'Name groups, resources and verbs; `create-kube-secure-controller rbac` says which the code needs.',
  kind: 'node',
  fix: 'manual',
  look: ({ roles }) =>
    roles.flatMap(({ manifest, rules, reach }): readonly Sight[] => {
      const found = rules.flatMap((rule) => {
        const parts = wildcards(rule);
        if (parts.length === 0) return [];
        const severity = parts.length === 1 && !isBroad(rule) ? 'high' : reach === 'cluster' ? 'critical' : 'high';
        return [sightAt(readManifest(manifest, rule.keys), 'broken', `${nameOf(manifest)}: * in ${parts.join(' and ')}`, { severity })];
      });
      return found.length > 0 ? found : [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
    }),
});

function wildcards({ groups, resources, verbs, names, urls }: PolicyRule): readonly string[] {
  const lists = { apiGroups: groups, resources, verbs, resourceNames: names, nonResourceURLs: urls };
  return Object.entries(lists).flatMap(([key, values]) => (values.some((value) => value === '*' || value.startsWith('*/') || value === '/*') ? [key] : []));
}

/** All resources, or a group whose resources are everybody’s. */
function isBroad({ groups, resources }: PolicyRule): boolean {
  return resources.includes('*') || groups.some((group) => group === '*' || group === '' || group.endsWith('.k8s.io'));
}
