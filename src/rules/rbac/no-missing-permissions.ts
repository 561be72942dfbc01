// No permission that the code needs is missing.
import type { Reading } from '../../formats/yaml/read.ts';
import { groupBy } from '../../group-by.ts';
import type { Need } from '../../inventory/permissions.ts';
import type { PolicyRule } from '../../inventory/roles.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, type Said, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { isSameCall, permissionsOf } from '../look/programs.ts';
import { readManifest } from '../../inventory/manifests.ts';

export const noMissingPermissions = defineRule({
  id: 'no-missing-permissions',
  title: 'No permission is missing',
  why: 'A denied call fails in production, and the quick repair is a wildcard.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  advice: 'Add the verb to the role, with a comment that names the call.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const { roles, elsewhere, permissions } = inventory;
    const bound = roles
      .filter(({ bindings }) => bindings.length > 0)
      .map((role) => ({ role, needs: permissionsOf(role, inventory)?.needs ?? [] }));
    const [first] = bound;
    if (first === undefined || permissions === undefined) return [];
    const granted = bound.flatMap(({ role }) => role.rules);
    const isGranted = (need: Need): boolean =>
      bound.some(
        ({ role, needs }) =>
          role.rules.some((rule) => covers(rule, need)) && needs.some((one) => isSameCall(one, need)),
      );
    const missing = permissions.needs.filter((need) => !need.conditional && !isGranted(need));
    if (missing.length === 0) return [sightAt(readManifest(first.role.manifest, ['kind']), 'kept', '')];
    const calls = [
      ...groupBy(
        distinct(missing),
        ({ resource, group, path, line }) => `${path}:${line} ${group}/${resource}`,
      ).values(),
    ].flatMap(whatIsMissing);
    const [foreign] = elsewhere;
    if (foreign !== undefined)
      return [
        unknown(
          readManifest(foreign, ['roleRef', 'name']),
          about(nameOf(foreign), 'grants a role that is not in the repository'),
          calls,
        ),
      ];
    const filledIn = granted.find(({ templated }) => templated);
    if (filledIn !== undefined)
      return [
        unknown(
          readManifest(filledIn.role, filledIn.keys),
          about(nameOf(filledIn.role), 'a chart fills in a part of this rule'),
          calls,
        ),
      ];
    return calls.map(({ what, path, line }) => ({
      state: 'broken',
      path,
      line,
      what,
      message: `no role grants ${what}, which this call needs`,
    }));
  },
});

interface Missing {
  readonly what: string;
  readonly path: string;
  readonly line: number;
}

function whatIsMissing(needs: readonly Need[]): readonly Missing[] {
  return needs.slice(0, 1).map(({ resource, group, path, line }) => ({
    what: `${needs.map(({ verb }) => verb).join('/')} ${resource}${group === '' ? '' : `.${group}`}`,
    path,
    line,
  }));
}

function unknown(place: Reading, { message, ...said }: Said, calls: readonly Missing[]): Sight {
  return sightAt(place, 'unknown', {
    ...said,
    message: `${message}; the others do not grant ${calls.map(({ what }) => what).join(', ')}`,
  });
}

function covers({ groups, resources, verbs }: PolicyRule, { group, resource, verb }: Need): boolean {
  const has = (list: readonly string[], wanted: string): boolean => list.includes(wanted) || list.includes('*');
  const [, subresource] = resource.split('/');
  return (
    has(groups, group) &&
    has(verbs, verb) &&
    (has(resources, resource) || (subresource !== undefined && resources.includes(`*/${subresource}`)))
  );
}

function distinct(needs: readonly Need[]): readonly Need[] {
  return [
    ...new Map(needs.map((need) => [`${need.verb} ${need.group}/${need.resource}`, need] as const).reverse()).values(),
  ].reverse();
}
