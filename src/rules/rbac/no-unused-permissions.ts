// No permission that the code does not use.
import { builtInKinds } from '../../kubernetes/kinds.ts';
import { severityOf, type Severity } from '../../kubernetes/privileges.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { HeldPermissions, Need, Permissions } from '../../inventory/permissions.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { grantsIn } from '../build/grants.ts';
import { narrowed } from '../edit/narrowed.ts';
import { nameOf } from '../look/place.ts';
import { doubtOf, permissionsOf } from '../look/programs.ts';

export const noUnusedPermissions = defineRule({
  id: 'no-unused-permissions',
  title: 'No permission is unused',
  why: 'What the code never calls only an attacker will.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  advice: 'Remove the verbs; `create-kube-secure-controller rbac --check` shows the lines that need the others.',
  fix: 'safe',
  look: (inventory) => {
    const finalizers = finalizersOf(inventory);
    return inventory.roles
      .filter(({ bindings }) => bindings.length > 0)
      .flatMap((role) => {
        const permissions = permissionsOf(role, inventory);
        return permissions === undefined || permissions.needs.length === 0
          ? []
          : judge(role, { ...permissions, needs: [...permissions.needs, ...finalizers] }, inventory);
      });
  },
});

function judge({ manifest, rules }: Role, permissions: HeldPermissions, inventory: Inventory): readonly Sight[] {
  const judged = rules
    .filter(({ templated, urls }) => !templated && urls.length === 0)
    .map((rule) => ({ rule, unused: unusedOf(rule, permissions) }));
  const kept = judged
    .filter(({ unused }) => unused.length === 0)
    .map(({ rule }) => sightAt(readManifest(manifest, rule.keys), 'kept', nameOf(manifest)));
  const wrong = judged.filter(({ unused }) => unused.length > 0);
  const doubt = doubtOf(permissions, inventory);
  const [first] = wrong;
  if (first === undefined || doubt === undefined)
    return [...kept, ...wrong.map(({ rule, unused }) => broken(manifest, rule, permissions, unused.join(', ')))];
  return [
    ...kept,
    sightAt(
      readManifest(manifest, first.rule.keys),
      'unknown',
      about(
        nameOf(manifest),
        `no code was found that uses ${wrong.flatMap(({ unused }) => unused).join(', ')}, ${doubt}`,
      ),
    ),
  ];
}

function broken(manifest: Manifest, rule: PolicyRule, permissions: Permissions, what: string): Sight {
  const change = narrowed(manifest, rule, permissions);
  return sightAt(readManifest(manifest, rule.keys), 'broken', about(nameOf(manifest), `no code uses ${what}`, what), {
    severity: severityOfUnused(rule, permissions),
    ...(change === undefined ? { fix: 'manual' } : { change: () => change }),
  });
}

/** As bad as the worst of what is unused; where that is worse than medium, a rule of its own says so. */
function severityOfUnused(rule: PolicyRule, { needs }: Permissions): Severity {
  const isUnused = grantsIn(rule).filter(
    ({ group, resource, verb }) =>
      ![group, resource, verb].includes('*') &&
      !needs.some((need) => need.verb === verb && need.resource === resource && need.group === group),
  );
  return isUnused.every((granted) => severityOf(granted).severity === 'low') ? 'low' : 'medium';
}

/** Where the cluster enforces it, an owner reference that blocks deletion needs `update` on the finalizers of the owner. */
function finalizersOf({ roles, repository }: Inventory): readonly Need[] {
  const blocks = [...repository.files].some(
    ([path, text]) => path.endsWith('.rs') && /block_owner_deletion:\s*Some\(true\)/.test(text),
  );
  if (!blocks) return [];
  const need = {
    verb: 'update',
    conditional: true,
    names: undefined,
    scope: 'unknown',
    path: 'Cargo.toml',
    line: 1,
  } as const;
  return roles.flatMap(({ rules }) =>
    rules.flatMap(({ groups, resources }) =>
      groups.flatMap((group) =>
        resources
          .filter((resource) => resource.endsWith('/finalizers'))
          .map((resource) => ({ ...need, group, resource })),
      ),
    ),
  );
}

/** `verb resource.group` of everything that a rule grants and nothing needs. */
export function unusedOf(rule: PolicyRule, { needs }: Permissions): readonly string[] {
  return rule.resources.flatMap((resource) =>
    groupsOf(rule, resource, needs).flatMap((group) => {
      const unused = rule.verbs.filter(
        (verb) =>
          verb !== '*' &&
          resource !== '*' &&
          group !== '*' &&
          !needs.some((need) => need.verb === verb && need.resource === resource && need.group === group),
      );
      return unused.length === 0 ? [] : [`${unused.join('/')} ${resource}${group === '' ? '' : `.${group}`}`];
    }),
  );
}

/** A rule of several groups grants each resource in every group; only those count that have such a resource. */
function groupsOf({ groups }: PolicyRule, resource: string, needs: readonly Need[]): readonly string[] {
  const [plural] = resource.split('/');
  const known = [
    ...needs.filter((need) => need.resource === resource),
    ...builtInKinds().filter((kind) => kind.plural === plural),
  ].map(({ group }) => group);
  const real = groups.filter((group) => known.includes(group));
  return real.length === 0 ? groups : real;
}
