// The objects of a kind for a rule, and the judgement if there are none.
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { sightAt } from '../sight.ts';
import type { Sight } from '../rule.ts';

/** Whole objects only: a field that a patch lacks is in the object that it changes. */
export function ofKind(manifests: readonly Manifest[], kind: RegExp): readonly Manifest[] {
  return manifests.filter((one) => kind.test(one.kind) && !one.patch);
}

/** A repository that runs something and has no object of the kind keeps the rule. */
export function keptByWorkloads({ workloads }: Inventory): readonly Sight[] {
  return workloads.map(({ manifest }) => sightAt(readManifest(manifest, ['kind']), 'kept', ''));
}
