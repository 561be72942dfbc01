// The path to a consequence: the line of Rust with the request, the permission, the role, the account.
import type { Inventory } from '../inventory/inventory.ts';
import type { PolicyRule } from '../inventory/roles.ts';
import { groupBy } from '../group-by.ts';
import { once } from '../once.ts';
import { nameOf } from '../rules/look/place.ts';
import { subjects } from '../rules/look/bindings.ts';

export interface Way {
  /** The role or the workload that allows it, by its name for people, and its place. */
  readonly subject: string;
  readonly path: string;
  readonly line: number;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** The subjects of the role: `ServiceAccount a/b`; empty if nothing here binds it. */
  readonly accounts: readonly string[];
  /** The calls in the Rust source that need a part of it. */
  readonly code: readonly { readonly path: string; readonly line: number }[];
}

/** The path of one rule of a role, for the part of it that leads to the consequence. */
export function wayOf(
  rule: PolicyRule,
  { verbs, resources }: Pick<Way, 'verbs' | 'resources'>,
  inventory: Inventory,
): Way {
  return {
    subject: nameOf(rule.role),
    path: rule.path,
    line: rule.line,
    verbs,
    resources,
    accounts: accountsOf(rule, inventory),
    code: codeOf(rule, { verbs, resources }, inventory),
  };
}

function accountsOf({ role }: PolicyRule, inventory: Inventory): readonly string[] {
  const { bindingsOf, namesOf } = granted(inventory);
  const bindings = bindingsOf.get(role) ?? [];
  return [...new Set(bindings.flatMap((binding) => namesOf.get(binding) ?? []))].sort();
}

/** The bindings of each role, and the names of the subjects of each binding; cached, because each rule needs them. */
const granted = once((inventory: Inventory) => ({
  bindingsOf: new Map([
    ...inventory.elsewhere.map((binding) => [binding, [binding]] as const),
    ...inventory.roles.map(({ manifest, bindings }) => [manifest, bindings] as const),
  ]),
  namesOf: new Map(
    [...groupBy(subjects(inventory), ({ binding }) => binding)].map(([binding, all]) => [
      binding,
      all.map(({ kind, name, namespace }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`),
    ]),
  ),
}));

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
