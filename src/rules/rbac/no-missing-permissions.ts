// The roles grant every permission that the code needs.
import { groupBy } from '../../group-by.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Comparison } from '../../inventory/permissions.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { readManifest } from '../../inventory/manifests.ts';

export const noMissingPermissions = defineRule({
  id: 'no-missing-permissions',
  title: 'No permission is missing',
  why: 'A denied call fails in production, and then people add a wildcard.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Add the verb to the role, with a comment that names the call.',
  fix: 'manual',
  look: (inventory) => {
    const { permissions, installed } = inventory;
    return permissions === undefined ? [] : sightsOf(permissions.compare(installed), inventory);
  },
});

/** The result of the same comparison that `rbac --check` prints. */
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
    ...groupBy(
      missing,
      ({ path, line, group, resource, lackedBy = [] }) => `${path}:${line} ${group}/${resource} ${lackedBy.join()}`,
    ).values(),
  ].flatMap((same): readonly Sight[] => {
    const [first] = same;
    if (first === undefined) return [];
    const verbs = [...new Set(same.map(({ verb }) => verb))].join('/');
    const what = `${verbs} ${first.resource}${first.group === '' ? '' : `.${first.group}`}`;
    const [of, ...more] = first.lackedBy ?? [];
    const where = of === undefined ? '' : ` of ${of}${more.length === 0 ? '' : ` and ${more.length} more`}`;
    const message = `no role${where} grants ${what}, which this call needs${where === '' ? '' : '; another installation grants it'}`;
    return [{ state: 'broken', path: first.path, line: first.line, what, message }];
  });
  const [role] = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  const kept = role === undefined ? [] : [sightAt(readManifest(role, ['kind']), 'kept', '')];
  const perhaps = [
    ...asked,
    // The author of a switch for it knows about it.
    ...open.map(
      ({ path, line, why, isOff }): Sight => ({
        state: 'unknown',
        path,
        line,
        message: why,
        ...(isOff === true && { severity: 'low' }),
      }),
    ),
  ];
  return lacking.length + perhaps.length === 0 ? kept : [...lacking, ...perhaps];
}
