// How permissions and grants are named in messages.
import type { Grant } from '../inventory/grants/grants.ts';
import type { Namespace } from '../inventory/grants/namespaces.ts';

/** The conditions in a chart's template under which Helm renders a grant, or null. */
export function conditionOf(conditions: readonly string[]): string | null {
  return conditions.length === 0 ? null : [...new Set(conditions)].join(', ');
}

export function nameOf({ group, resource }: { readonly group: string; readonly resource: string }): string {
  return group === '' ? resource : `${group}/${resource}`;
}

export function namesOf(grants: readonly Grant[]): string {
  return [...new Set(grants.flatMap(({ resourceNames }) => resourceNames))].join(', ');
}

export function runsIn(home: readonly Namespace[]): string {
  return `and the Pod runs in ${[...new Set(home)].join(', ')}`;
}

export function namespacesOf(grants: readonly Grant[]): string {
  return [...new Set(grants.flatMap(({ namespaces }) => namespaces))].join(', ');
}

export function where(grants: readonly Grant[]): string {
  return [...new Set(grants.map(({ path, line }) => `${path}:${line}`))].slice(0, 3).join(', ');
}
