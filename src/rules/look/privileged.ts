// Containers that are privileged: what else they are allowed adds nothing, and the API server refuses some of what would forbid it.
import { readManifest } from '../../inventory/manifests.ts';
import type { Severity } from '../rule.ts';
import type { Place } from './place.ts';

/** no-privileged-container tells of such a container; what follows from it is no decision of its own. */
export function lowWherePrivileged(_value: unknown, { container }: Place): Severity | undefined {
  if (container === undefined) return undefined;
  const { workload, keys } = container;
  return readManifest(workload.manifest, [...keys, 'securityContext', 'privileged']).value === true ? 'low' : undefined;
}
