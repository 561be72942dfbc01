// No permission that the code needs is missing.
import type { Reading } from '../../formats/yaml/read.ts';
import { groupBy } from '../../group-by.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Comparison, Need } from '../../inventory/permissions.ts';
import { allows } from '../../inventory/roles.ts';
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
  profile: 'regular',
  advice: 'Add the verb to the role, with a comment that names the call.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const { roles, elsewhere, permissions } = inventory;
    const compared = permissions?.compare?.(inventory.installed);
    if (compared !== undefined) return sightsOf(compared, inventory);
    const bound = roles
      .filter(({ bindings }) => bindings.length > 0)
      .map((role) => ({ role, needs: permissionsOf(role, inventory)?.needs ?? [] }));
    const [first] = bound;
    if (first === undefined || permissions === undefined) return [];
    const granted = bound.flatMap(({ role }) => role.rules);
    const isGranted = (need: Need): boolean =>
      bound.some(
        ({ role, needs }) =>
          role.rules.some((rule) => allows(rule, need)) && needs.some((one) => isSameCall(one, need)),
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

/** What the one comparison says, of which `rbac --check` prints the same. */
function sightsOf({ missing, enforced, unknown }: Comparison, { faults, manifests }: Inventory): readonly Sight[] {
  const isTold = ({ path, line }: Comparison['unknown'][number]): boolean =>
    faults.some((fault) => fault.path === path && fault.line === line);
  const open = unknown.filter((one) => !isTold(one));
  const asked = enforced.map(
    ({ path, line, verb, resource, group }): Sight => ({
      state: 'unknown',
      path,
      line,
      message: `no role grants ${verb} ${resource}${group === '' ? '' : `.${group}`}, which this needs where the cluster runs OwnerReferencesPermissionEnforcement, as OpenShift does`,
    }),
  );
  const lacking = [
    ...groupBy(missing, ({ path, line, group, resource }) => `${path}:${line} ${group}/${resource}`).values(),
  ].flatMap((same): readonly Sight[] => {
    const [first] = same;
    if (first === undefined) return [];
    const verbs = [...new Set(same.map(({ verb }) => verb))].join('/');
    const what = `${verbs} ${first.resource}${first.group === '' ? '' : `.${first.group}`}`;
    const message = `no role grants ${what}, which this call needs`;
    return [{ state: 'broken', path: first.path, line: first.line, what, message }];
  });
  const [role] = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  const kept = role === undefined ? [] : [sightAt(readManifest(role, ['kind']), 'kept', '')];
  const perhaps = [
    ...asked,
    ...open.map(({ path, line, why }): Sight => ({ state: 'unknown', path, line, message: why })),
  ];
  return lacking.length + perhaps.length === 0 ? kept : [...lacking, ...perhaps];
}

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

function distinct(needs: readonly Need[]): readonly Need[] {
  return [
    ...new Map(needs.map((need) => [`${need.verb} ${need.group}/${need.resource}`, need] as const).reverse()).values(),
  ].reverse();
}
