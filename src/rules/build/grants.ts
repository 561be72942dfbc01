// Rules about the rows of the deny-list: roles with rules that give an attacker something.
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { PolicyRule } from '../../inventory/roles.ts';
import {
  levelOf,
  ofSystem,
  PRIVILEGES,
  privilegesOfAny,
  rowsAbout,
  type Privilege,
  type Severity,
  SEVERITIES,
  worstOf,
} from '../../kubernetes/privileges.ts';
import { defineRule, type Rule, type RuleRecord, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { severityOfWildcards } from '../look/wildcards.ts';

export interface GrantRecord extends Omit<RuleRecord, 'fix' | 'group' | 'severity'> {
  /** Whether a stated reason settles the finding, because such controllers may need the permission. */
  readonly reasonSettles?: boolean;
}

/** A rule for the rows of `kubernetes/privileges.ts` that carry its id, with the severity of each row. */
export function grantRule({ reasonSettles = true, ...record }: GrantRecord): Rule {
  return defineRule({
    ...record,
    group: 'RBAC',
    severity: usualSeverity(PRIVILEGES.filter((row) => row.rule === record.id)),
    fix: 'manual',
    look: (inventory) =>
      inventory.roles.flatMap(({ manifest, rules }): readonly Sight[] => {
        const found = rules.flatMap((rule) => {
          const granted = deniedIn(rule).get(record.id) ?? [];
          const severity = worstOf(granted.map((one) => ownSeverity(one, rule)));
          if (severity === undefined) return [];
          const need = reasonSettles && rule.explained ? needOf(rule, granted, inventory) : 'none';
          const { note = '', ...worth } = weighed(severity, need, rule);
          const unexplained = reasonSettles && !rule.explained ? ', without a comment that says why' : '';
          const said = about(
            nameOf(manifest),
            `grants ${shown(granted)} ${reachOf(rule)}${unexplained}${note}`,
            granted.map(({ resource, verbs }) => `${verbs.join('/')} ${resource}`).join(', '),
          );
          return [sightAt(readManifest(manifest, rule.keys), 'broken', said, worth)];
        });
        return found.length > 0 ? found : [keptBy(manifest)];
      }),
  });
}

/** One for all of the rules about the list: each of them keeps nearly every role. */
const keptBy = once((manifest: Manifest): Sight => sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest)));

/**
 * A permission that only a `*` of verbs grants is part of the finding of no-wildcards; a worse one is reported as well.
 */
function ownSeverity({ severity, verbs }: Denied, rule: PolicyRule): Severity {
  const isTold = severity !== 'critical' || severityOfWildcards(rule) === 'critical';
  return isTold && verbs.every((verb) => verb === '*') ? 'low' : severity;
}

/** The severity for the whole cluster, if the rule has one. */
function usualSeverity(rows: readonly Privilege[]): Severity {
  const whole = worstOf(rows.flatMap(({ levels }) => levels.cluster ?? []));
  return whole ?? worstOf(rows.flatMap(({ levels }) => Object.values(levels))) ?? 'low';
}

/** Whether a rule of the deny-list reports a grant, whatever its reach: then a person must give the reason. */
export function isDenied(rule: PolicyRule): boolean {
  return privilegesOfAny({ ...rule, resources: rule.resources.filter((resource) => resource !== '*') }).some(
    ({ rule: id }) => id !== 'no-unused-permissions',
  );
}

interface Denied {
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly severity: Severity;
}

/**
 * The grants of a rule on the whole list, by the id of the rule that reports them: each of those rules asks for every
 * role.
 */
const deniedIn = once((rule: PolicyRule): ReadonlyMap<string, readonly Denied[]> => {
  const found = rowsAbout(rule.groups).flatMap((row) =>
    grantedBy(rule, row).map((denied) => ({ id: row.rule, denied })),
  );
  return new Map([...groupBy(found, ({ id }) => id)].map(([id, ones]) => [id, ones.map(({ denied }) => denied)]));
});

/**
 * The grants of a rule on one row. Wildcards of resources are a finding of their own, and so are the items next to
 * them.
 */
function grantedBy(rule: PolicyRule, row: Privilege): readonly Denied[] {
  if (rule.resources.includes('*')) return [];
  const severity = levelOf(row, { scope: rule.reach, resourceNames: rule.names, namespaces: rule.namespaces });
  if (severity === undefined) return [];
  return rule.resources
    .filter((resource) => row.resources.includes(resource))
    .map((resource) => ({
      resource,
      verbs: rule.verbs.filter((verb) => row.verbs.includes(verb) || verb === '*'),
      severity,
    }))
    .filter(({ verbs }) => verbs.length > 0);
}

/** `create/patch pods`, each resource once, the worst first. */
function shown(granted: readonly Denied[]): string {
  const worstFirst = [...granted].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return [...new Set(worstFirst.map(({ resource }) => resource))]
    .map((resource) => {
      const verbs = worstFirst.filter((one) => one.resource === resource).flatMap((one) => one.verbs);
      return `${[...new Set(verbs)].join('/')} ${resource}`;
    })
    .join(', ');
}

function reachOf({ reach, names, namespaces }: PolicyRule): string {
  const system = ofSystem(reach, namespaces);
  const where = system === undefined ? 'in its namespace' : `in ${system}`;
  return `${reach === 'cluster' ? 'in the whole cluster' : where}${names.length > 0 ? `, limited to ${names.join(', ')}` : ''}`;
}

/**
 * The effect of a comment with a reason: none if the source does not need the permission. Otherwise it accepts the
 * finding and is shown as the reason. A critical finding it accepts only if the source proves the need; else the
 * finding is one step less severe, and the comment is shown next to it.
 */
function weighed(
  severity: Severity,
  need: Need,
  { reason }: PolicyRule,
): { readonly severity: Severity; readonly accepted?: string; readonly note?: string } {
  if (need === 'none') return { severity };
  const accepted = reason ?? 'a comment of its template';
  if (severity !== 'critical' || need === 'proven') return { severity, accepted };
  return { severity: 'high', note: `; nothing proves its comment: "${accepted}"` };
}

type Need = 'proven' | 'perhaps' | 'none';

/** Whether the source needs at least one of them; "perhaps" if the needs of the source are unknown. */
function needOf({ groups }: PolicyRule, granted: readonly Denied[], { permissions }: Inventory): Need {
  if (permissions === undefined || !permissions.complete) return 'perhaps';
  const isNeeded = granted.some(({ resource, verbs }) =>
    permissions.needs.some(
      (need) =>
        need.resource === resource &&
        (groups.includes(need.group) || groups.includes('*')) &&
        verbs.includes(need.verb),
    ),
  );
  return isNeeded ? 'proven' : 'none';
}
