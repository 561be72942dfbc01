// How somebody comes to a consequence: the line of Rust that asks, the permission, the role, the account.
import type { Inventory } from '../inventory/inventory.ts';
import type { PolicyRule, Role } from '../inventory/roles.ts';
import { nameOf } from '../rules/look/place.ts';
import { subjects } from '../rules/look/bindings.ts';

export interface Way {
  /** The role or the workload that allows it, as people name it, and where that is written. */
  readonly subject: string;
  readonly path: string;
  readonly line: number;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** Who is given the role: `ServiceAccount a/b`; empty where nothing here binds it. */
  readonly accounts: readonly string[];
  /** The calls in the Rust source that need any of it. */
  readonly code: readonly { readonly path: string; readonly line: number }[];
}

/** The way of one rule of a role, for what of it leads to the consequence. */
export function wayOf(
  rule: PolicyRule,
  { verbs, resources }: Pick<Way, 'verbs' | 'resources'>,
  inventory: Inventory,
): Way {
  return {
    subject: nameOf(rule.role),
    path: rule.role.path,
    line: rule.line,
    verbs,
    resources,
    accounts: accountsOf(rule, inventory),
    code: codeOf(rule, { verbs, resources }, inventory),
  };
}

function accountsOf(rule: PolicyRule, inventory: Inventory): readonly string[] {
  const role = inventory.roles.find((one) => one.rules.includes(rule)) ?? roleOf(rule, inventory);
  const bindings = role?.bindings ?? inventory.elsewhere.filter((binding) => binding === rule.role);
  const names = subjects(inventory)
    .filter(({ binding }) => bindings.includes(binding))
    .map(({ kind, name, namespace }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`);
  return [...new Set(names)].sort();
}

/** Of a rule that a role has of another, by its labels: that role. */
function roleOf({ role }: PolicyRule, { roles }: Inventory): Role | undefined {
  return roles.find(({ manifest }) => manifest === role);
}

function codeOf(
  { groups }: PolicyRule,
  { verbs, resources }: Pick<Way, 'verbs' | 'resources'>,
  { permissions }: Inventory,
): Way['code'] {
  const takes = (list: readonly string[], value: string): boolean => list.includes(value) || list.includes('*');
  const lines = (permissions?.needs ?? [])
    .filter(({ group, resource, verb }) => takes(groups, group) && takes(resources, resource) && takes(verbs, verb))
    .map(({ path, line }) => ({ path, line }));
  return [...new Map(lines.map((line) => [`${line.path}:${line.line}`, line])).values()];
}
