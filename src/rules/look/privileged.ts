// Privileged containers: further rights add nothing, and the API server refuses some restrictions on them.
import { readManifest } from '../../inventory/manifests.ts';
import type { Severity } from '../rule.ts';
import type { Place } from './place.ts';

/** no-privileged-container reports such a container; its consequences need no finding of their own. */
export function lowWherePrivileged(_value: unknown, { container }: Place): Severity | undefined {
  if (container === undefined) return undefined;
  const { workload, keys } = container;
  return readManifest(workload.manifest, [...keys, 'securityContext', 'privileged']).value === true ? 'low' : undefined;
}
