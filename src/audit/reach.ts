// The reach of the permissions that a repository grants.
import type { Inventory } from '../inventory/inventory.ts';

export const REACHES = ['cluster', 'namespace', 'none', 'unknown'] as const;
export type Reach = (typeof REACHES)[number];

/** `unknown` if something could not be read, and nothing that was read reaches the whole cluster. */
export function reachOf({ roles, elsewhere, faults }: Pick<Inventory, 'roles' | 'elsewhere' | 'faults'>): Reach {
  if (roles.some(({ reach }) => reach === 'cluster') || elsewhere.some(({ kind }) => kind === 'ClusterRoleBinding'))
    return 'cluster';
  if (faults.length > 0) return 'unknown';
  return roles.length + elsewhere.length > 0 ? 'namespace' : 'none';
}
