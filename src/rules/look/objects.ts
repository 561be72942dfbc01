// Objects of a kind that a rule looks at, and the rule where there is none.
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { sightAt } from '../sight.ts';
import type { Sight } from '../rule.ts';

/** Those that are whole: what a patch does not say is said elsewhere. */
export function ofKind(manifests: readonly Manifest[], kind: RegExp): readonly Manifest[] {
  return manifests.filter((one) => kind.test(one.kind) && !one.patch);
}

/** A repository that runs something and has nothing of the kind keeps the rule. */
export function keptByWorkloads({ workloads }: Inventory): readonly Sight[] {
  return workloads.map(({ manifest }) => sightAt(readManifest(manifest, ['kind']), 'kept', ''));
}
