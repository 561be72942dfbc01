// No permission that the code does not use.
import type { Permissions } from '../inventory/permissions.ts';
import type { PolicyRule } from '../inventory/roles.ts';
import { readManifest, type Manifest } from '../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { narrowed } from '../where/narrowed.ts';
import { nameOf } from '../where/place.ts';

export const noUnusedPermissions = defineRule({
  id: 'no-unused-permissions',
  title: 'No permission is unused',
  why: 'What the code never calls only an attacker will.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  advice: 'Remove the verbs; `create-kube-secure-controller rbac --check` shows the lines that need the others.',
  kind: 'source',
  fix: 'safe',
  look: ({ roles, permissions, workloads }) =>
    permissions === undefined || permissions.needs.length === 0
      ? []
      : roles.filter(({ bindings }) => bindings.length > 0).flatMap(({ manifest, rules }) => rules.flatMap((rule): readonly Sight[] => {
          if (rule.templated || rule.urls.length > 0) return [];
          const unused = unusedOf(rule, permissions);
          const place = readManifest(manifest, rule.keys);
          if (unused.length === 0) return [sightAt(place, 'kept', nameOf(manifest))];
          const what = unused.join(', ');
          if (!permissions.complete) return [sightAt(place, 'unknown', `${nameOf(manifest)}: no code was found that uses ${what}, but some calls were not understood`)];
          // Jobs beside a controller often run programs of others, which nobody inferred.
          if (workloads.filter((one) => !one.manifest.patch).length > 1) return [sightAt(place, 'unknown', `${nameOf(manifest)}: no code here uses ${what}, but another of the programs that are installed may`)];
          return [broken(manifest, rule, permissions, what)];
        })),
});

function broken(manifest: Manifest, rule: PolicyRule, permissions: Permissions, what: string): Sight {
  const change = narrowed(manifest, rule, permissions);
  return sightAt(readManifest(manifest, rule.keys), 'broken', `${nameOf(manifest)}: no code uses ${what}`, change === undefined ? { fix: 'manual' } : { change: () => change });
}

/** `verb group/resource` of everything that a rule grants and nothing needs. */
export function unusedOf(rule: PolicyRule, { needs }: Permissions): readonly string[] {
  return rule.groups.flatMap((group) =>
    rule.resources.flatMap((resource) => {
      const unused = rule.verbs.filter((verb) => verb !== '*' && resource !== '*' && group !== '*' && !needs.some((need) => need.verb === verb && need.resource === resource && need.group === group));
      return unused.length === 0 ? [] : [`${unused.join('/')} ${resource}${group === '' ? '' : `.${group}`}`];
    }),
  );
}
