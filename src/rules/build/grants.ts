// Which rules of which roles grant something that an attacker wants.
import { readManifest } from '../../inventory/manifests.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { PolicyRule } from '../../inventory/roles.ts';
import { defineRule, type Rule, type RuleRecord, type Severity, type Sight } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

/** A row of the deny-list. */
export interface Grant {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface GrantRecord extends Omit<RuleRecord, 'fix' | 'group' | 'severity'> {
  readonly denies: readonly Grant[];
  /** Whether resourceNames make it harmless. */
  readonly harmlessByName?: boolean;
  /** Whether it only matters when it reaches the whole cluster. */
  readonly clusterOnly?: boolean;
  /** Whether another rule judges it where it reaches the whole cluster. */
  readonly namespaceOnly?: boolean;
  /** Where the whole cluster is reached, and where one namespace is. */
  readonly severities?: { readonly cluster: Severity; readonly namespace: Severity };
  /** Whether a stated reason settles it: what such controllers are for may need it. */
  readonly reasonSettles?: boolean;
}

/** The whole deny-list, as its rules make it up. */
const denyList: Grant[] = [];

/** Whether some rule of the deny-list speaks of a grant: then its reason is for a person to give. */
export function isDenied(rule: PolicyRule): boolean {
  return denyList.some((grant) => grantedBy(rule, grant).length > 0);
}

/** A rule that no role may grant something, or only by name, or only with a reason. */
export function grantRule(record: GrantRecord): Rule {
  const {
    denies,
    harmlessByName = false,
    clusterOnly = false,
    namespaceOnly = false,
    severities = { cluster: 'critical', namespace: 'high' },
    reasonSettles = true,
    ...rest
  } = record;
  denyList.push(...denies);
  return defineRule({
    ...rest,
    group: 'RBAC',
    severity: severities.cluster,
    kind: 'node',
    fix: 'manual',
    look: (inventory) =>
      inventory.roles.flatMap(({ manifest, rules, reach }): readonly Sight[] => {
        const found = rules.flatMap((rule) => {
          const granted = denies.flatMap((grant) => grantedBy(rule, grant));
          if (
            granted.length === 0 ||
            (harmlessByName && rule.names.length > 0) ||
            (clusterOnly && reach !== 'cluster') ||
            (namespaceOnly && reach === 'cluster')
          )
            return [];
          const needed = reasonSettles && rule.explained && isNeeded(granted, inventory);
          const names = rule.names.length > 0 ? `, limited to ${rule.names.join(', ')}` : '';
          const message = `${nameOf(manifest)}: grants ${granted.join(', ')} ${reach === 'cluster' ? 'in the whole cluster' : 'in its namespace'}${names}${needed ? '' : reasonSettles && !rule.explained ? ', without a comment that says why' : ''}`;
          const severity = rule.names.length > 0 && reach === 'cluster' ? severities.namespace : severities[reach];
          return [sightAt(readManifest(manifest, rule.keys), needed ? 'kept' : 'broken', message, { severity })];
        });
        return found.length > 0 ? found : [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
      }),
  });
}

/** What a rule grants of a row: `create pods/exec`. Wildcards are a finding of their own. */
export function grantedBy(rule: PolicyRule, { groups, resources, verbs }: Grant): readonly string[] {
  if (!rule.groups.some((group) => groups.includes(group) || group === '*')) return [];
  return rule.resources
    .filter((resource) => resources.includes(resource))
    .map((resource) => ({ resource, granted: rule.verbs.filter((verb) => verbs.includes(verb) || verb === '*') }))
    .filter(({ granted }) => granted.length > 0)
    .map(({ resource, granted }) => `${granted.join('/')} ${resource}`);
}

/** The source needs at least one of it, or nobody knows what the source needs. */
function isNeeded(granted: readonly string[], { permissions }: Inventory): boolean {
  if (permissions === undefined || !permissions.complete) return true;
  return granted.some((one) => {
    const [verbs = '', resource = ''] = one.split(' ');
    return permissions.needs.some((need) => need.resource === resource && verbs.split('/').includes(need.verb));
  });
}
