// No permission that the code needs is missing.
import type { Need } from '../inventory/permissions.ts';
import type { PolicyRule } from '../inventory/roles.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { nameOf } from '../where/place.ts';
import { readManifest } from '../inventory/manifests.ts';

export const noMissingPermissions = defineRule({
  id: 'no-missing-permissions',
  title: 'No permission is missing',
  why: 'A denied call fails in production, and the quick repair is a wildcard.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  advice: 'Add the verb to the role, with a comment that names the call.',
  kind: 'source',
  fix: 'manual',
  look: ({ roles, elsewhere, permissions }): readonly Sight[] => {
    const bound = roles.filter(({ bindings }) => bindings.length > 0);
    const [first] = bound;
    if (first === undefined || permissions === undefined) return [];
    const granted = bound.flatMap(({ rules }) => rules);
    if (granted.some(({ templated }) => templated)) return [];
    const missing = permissions.needs.filter((need) => !need.conditional && !granted.some((rule) => covers(rule, need)));
    const place = readManifest(first.manifest, ['kind']);
    const [foreign] = elsewhere;
    if (missing.length > 0 && foreign !== undefined) return [sightAt(readManifest(foreign, ['roleRef', 'name']), 'unknown', `${nameOf(foreign)}: grants a role that is not in the repository; whether it holds ${missing.length === 1 ? 'the one permission' : `the ${missing.length} permissions`} that the other roles lack is not known`)];
    if (missing.length === 0) return [sightAt(place, 'kept', '')];
    return distinct(missing).map(({ verb, resource, group, path, line }) => ({ state: 'broken', path, line, message: `no role grants ${verb} ${resource}${group === '' ? '' : `.${group}`}, which this call needs` }));
  },
});

function covers({ groups, resources, verbs }: PolicyRule, { group, resource, verb }: Need): boolean {
  const has = (list: readonly string[], wanted: string): boolean => list.includes(wanted) || list.includes('*');
  const [, subresource] = resource.split('/');
  return has(groups, group) && has(verbs, verb) && (has(resources, resource) || (subresource !== undefined && resources.includes(`*/${subresource}`)));
}

function distinct(needs: readonly Need[]): readonly Need[] {
  return [...new Map(needs.map((need) => [`${need.verb} ${need.group}/${need.resource}`, need] as const).reverse()).values()].reverse();
}
