// No permission that the code does not use.
import { builtInKinds } from '../../kubernetes/kinds.ts';
import { severityOf, type Severity } from '../../kubernetes/privileges.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { groupBy } from '../../group-by.ts';
import type { Comparison, HeldPermissions, Need, Permissions } from '../../inventory/permissions.ts';
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
  profile: 'regular',
  advice: 'Remove the verbs; `create-kube-secure-controller rbac --check` shows the lines that need the others.',
  fix: 'safe',
  look: (inventory) => {
    const compared = inventory.permissions?.compare?.(inventory.installed);
    if (compared !== undefined) return sightsOf(compared, inventory);
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

type Row = Comparison['excess'][number];

/** What the one comparison says, of which `rbac --check` prints the same; wildcards have a rule of their own. */
function sightsOf({ excess }: Comparison, inventory: Inventory): readonly Sight[] {
  const rows = excess.filter(({ wildcard }) => !wildcard);
  const all = inventory.roles.filter(({ bindings }) => bindings.length > 0);
  const mine = all.flatMap((role) =>
    role.rules.map((rule) => ({ role, rule, rows: rows.filter((row) => isOf(row, rule, role.manifest)) })),
  );
  const elsewhere = rows.filter((row) => !mine.some((one) => one.rows.includes(row)));
  const judged = [...groupBy(mine, ({ role }) => role)].flatMap(([role, rules]): readonly Sight[] => {
    const kept = rules
      .filter((one) => one.rows.length === 0 && !one.rule.templated)
      .map(({ rule }) => sightAt(readManifest(role.manifest, rule.keys), 'kept', nameOf(role.manifest)));
    const wrong = rules.filter((one) => one.rows.length > 0);
    const [first] = wrong;
    const doubt = wrong.flatMap((one) => one.rows.flatMap((row) => row.doubt ?? []))[0];
    const permissions = permissionsOf(role, inventory);
    if (first === undefined) return kept;
    if (doubt === undefined && permissions !== undefined)
      return [
        ...kept,
        ...wrong.map(({ rule, rows: own }) => broken(role.manifest, rule, permissions, wordsFor(own).join(', '))),
      ];
    const words = wordsFor(wrong.flatMap((one) => one.rows)).join(', ');
    const said = about(nameOf(role.manifest), `no code was found that uses ${words}, but ${doubt ?? ''}`);
    return [...kept, sightAt(readManifest(role.manifest, first.rule.keys), 'unknown', said)];
  });
  return [...judged, ...atBindings(elsewhere)];
}

/** What a role grants that stands in no file is found where it is bound. */
function atBindings(rows: readonly Row[]): readonly Sight[] {
  return [...groupBy(rows, ({ path, line }) => `${path}:${line}`).values()].flatMap((same): readonly Sight[] => {
    const [first] = same;
    if (first === undefined) return [];
    const words = wordsFor(same);
    const shown = words.length > 6 ? `${words.slice(0, 6).join(', ')} and ${words.length - 6} more` : words.join(', ');
    const { path, line, doubt } = first;
    return [
      doubt === null
        ? { state: 'broken', path, line, message: `no code uses ${shown}`, fix: 'manual' }
        : { state: 'unknown', path, line, message: `no code was found that uses ${shown}, but ${doubt}` },
    ];
  });
}

function isOf({ path, line, verb }: Row, rule: PolicyRule, manifest: Manifest): boolean {
  return rule.verbs.some((one, index) => {
    const at = readManifest(manifest, [...rule.keys, 'verbs', index]);
    return one === verb && at.document.file.path === path && at.line === line;
  });
}

/** `get/list pods.group`, in the order of the rows. */
function wordsFor(rows: readonly Row[]): readonly string[] {
  return [...groupBy(rows, ({ group, resource }) => `${resource}${group === '' ? '' : `.${group}`}`)].map(
    ([name, same]) => `${[...new Set(same.map(({ verb }) => verb))].join('/')} ${name}`,
  );
}

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
