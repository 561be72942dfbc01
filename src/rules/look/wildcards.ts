// Wildcards in the rules of a role, and their severity.
import type { PolicyRule } from '../../inventory/roles.ts';
import { builtInGroups } from '../../kubernetes/kinds.ts';
import type { Severity } from '../../kubernetes/privileges.ts';

/** The lists of a rule with a wildcard. */
export function wildcardsIn({ groups, resources, verbs, names, urls }: PolicyRule): readonly string[] {
  const lists = { apiGroups: groups, resources, verbs, resourceNames: names, nonResourceURLs: urls };
  return Object.entries(lists).flatMap(([key, values]) =>
    values.some((value) => value === '*' || value.startsWith('*/') || value === '/*') ? [key] : [],
  );
}

/**
 * Kinds of a custom group belong to their project alone; a rule that only reads them, or names resources, takes over
 * nothing.
 */
export function severityOfWildcards(rule: PolicyRule): Severity {
  const parts = wildcardsIn(rule);
  const { groups, resources, verbs } = rule;
  const isCustom =
    groups.length > 0 &&
    !groups.some((group) => group === '*' || builtIn.has(group) || isBroad({ groups: [group], resources: [] }));
  const reads = verbs.length > 0 && verbs.every((verb) => ['get', 'list', 'watch'].includes(verb));
  const isHarmless = !resources.some((resource) => resource.includes('*') || resource === 'secrets');
  if (reads && groups.length > 0 && (isCustom || isHarmless)) return 'medium';
  if (isCustom || (parts.length === 1 && !isBroad(rule))) return 'high';
  return rule.reach === 'cluster' ? 'critical' : 'high';
}

const builtIn = builtInGroups();

/** All resources, or a group whose resources belong to everyone. */
function isBroad({ groups, resources }: Pick<PolicyRule, 'groups' | 'resources'>): boolean {
  return resources.includes('*') || groups.some((group) => group === '*' || group === '' || group.endsWith('.k8s.io'));
}
