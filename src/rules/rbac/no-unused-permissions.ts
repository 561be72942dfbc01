// The roles grant no permission that the code does not use.
import type { Inventory } from '../../inventory/inventory.ts';
import { groupBy } from '../../group-by.ts';
import type { Comparison } from '../../inventory/permissions.ts';
import type { PolicyRule, Role } from '../../inventory/roles.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { narrowed } from '../edit/narrowed.ts';
import { nameOf } from '../look/place.ts';
import { judgedIn, permissionsOf, type RuleJudged } from '../look/programs.ts';

export const noUnusedPermissions = defineRule({
  id: 'no-unused-permissions',
  title: 'No permission is unused',
  why: 'Only an attacker will use a permission that the code never uses.',
  group: 'RBAC',
  severity: 'medium',
  confidence: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Remove the verbs; `create-kube-secure-controller rbac --check` shows the lines that need the others.',
  fix: 'safe',
  look: (inventory) => {
    const { permissions, installed } = inventory;
    return permissions === undefined ? [] : sightsOf(permissions.compare(installed), inventory);
  },
});

type Row = Comparison['excess'][number];

/** The result of the same comparison that `rbac --check` prints; wildcards have a rule of their own. */
function sightsOf(compared: Comparison, inventory: Inventory): readonly Sight[] {
  const excess = compared.excess.filter((row) => !row.wildcard && !isAskedAtAdmission(row));
  const all = inventory.roles.filter(({ bindings }) => bindings.length > 0);
  const mine = all.flatMap((role) =>
    role.rules.map((rule) => ({ role, rule, judged: judgedIn(rule, { ...compared, excess }) })),
  );
  const told = new Set(mine.flatMap(({ judged }) => judged.excess));
  const sights = [...groupBy(mine, ({ role }) => role)].flatMap(([role, rules]): readonly Sight[] => {
    const kept = rules
      .filter((one) => one.judged.excess.length === 0 && !one.rule.templated)
      .map(({ rule }) => sightAt(readManifest(role.manifest, rule.keys), 'kept', nameOf(role.manifest)));
    const wrong = rules.filter((one) => one.judged.excess.length > 0);
    const [first] = wrong;
    if (first === undefined) return kept;
    const rows = wrong.flatMap((one) => one.judged.excess);
    const doubt = rows.map((row) => row.doubt).find((one) => one !== null);
    if (doubt === undefined) return [...kept, ...wrong.map((one) => broken(one, inventory))];
    const said = about(nameOf(role.manifest), `found no code that uses ${shortened(rows)}, but ${doubt}`);
    return [...kept, sightAt(readManifest(role.manifest, first.rule.keys), 'unknown', said)];
  });
  return [...sights, ...atBindings(excess.filter((row) => !told.has(row)))];
}

/**
 * The API server checks `use` for the account of a Pod when it admits the Pod: no code calls it, and
 * no-weaker-pod-security judges it.
 */
function isAskedAtAdmission({ verb, resource }: Row): boolean {
  return verb === 'use' && /^(securitycontextconstraints|podsecuritypolicies)$/.test(resource);
}

interface Wrong {
  readonly role: Role;
  readonly rule: PolicyRule;
  readonly judged: RuleJudged;
}

/** The severity of the worst unused permission; if that is above medium, another rule reports it. */
function broken({ role, rule, judged }: Wrong, inventory: Inventory): Sight {
  const { manifest } = role;
  const change = narrowed(rule, judged.used, permissionsOf(role, inventory)?.needs ?? []);
  const what = wordsFor(judged.excess).join(', ');
  return sightAt(readManifest(manifest, rule.keys), 'broken', about(nameOf(manifest), `no code uses ${what}`, what), {
    severity: judged.excess.every(({ severity }) => severity === 'low') ? 'low' : 'medium',
    ...(change === undefined ? { fix: 'manual' } : { change: () => change }),
  });
}

/** The grants of a role outside of the files are reported at the binding. */
function atBindings(rows: readonly Row[]): readonly Sight[] {
  return [...groupBy(rows, ({ path, line }) => `${path}:${line}`).values()].flatMap((same): readonly Sight[] => {
    const [first] = same;
    if (first === undefined) return [];
    const shown = shortened(same);
    const { path, line, doubt } = first;
    return [
      doubt === null
        ? { state: 'broken', path, line, message: `no code uses ${shown}`, fix: 'manual' }
        : { state: 'unknown', path, line, message: `found no code that uses ${shown}, but ${doubt}` },
    ];
  });
}

function shortened(rows: readonly Row[]): string {
  const words = wordsFor(rows);
  return words.length > 6 ? `${words.slice(0, 6).join(', ')} and ${words.length - 6} more` : words.join(', ');
}

/** `get/list pods.group`, in the order of the rows. */
function wordsFor(rows: readonly Row[]): readonly string[] {
  return [...groupBy(rows, ({ group, resource }) => `${resource}${group === '' ? '' : `.${group}`}`)].map(
    ([name, same]) => `${[...new Set(same.map(({ verb }) => verb))].join('/')} ${name}`,
  );
}
