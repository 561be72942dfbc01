import { isTemplated } from '../../formats/yaml/node.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { podLabels } from '../../inventory/workloads.ts';
import { once } from '../../once.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { networkPolicies, selectedBy, selectsAll } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';

export const policiesSelectPods = defineRule({
  id: 'policies-select-pods',
  title: 'Every NetworkPolicy selects a Pod',
  why: 'A policy that selects labels of no Pod limits nothing, but looks as if it did.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  profile: 'regular',
  advice: 'Give podSelector the labels of the Pod template.',
  fix: 'manual',
  look: (inventory) =>
    networkPolicies(inventory).map((policy) => {
      const place = readManifest(policy, ['spec', 'podSelector']);
      if (!isJudged(policy, inventory)) return unknownAt(place, nameOf(policy), 'podSelector');
      const selected = selectedBy(policy, inventory, 1);
      return selected === undefined
        ? sightAt(place, 'unknown', about(nameOf(policy), 'more policies and Pods are here than can be compared'))
        : sightAt(
            place,
            selected.length > 0 ? 'kept' : 'broken',
            about(nameOf(policy), 'no Pod of the repository has the labels that it selects'),
          );
    }),
});

/**
 * Judged if the labels of the policy and of every Pod are written out; Pods that the controller makes at run time are
 * unknown.
 */
function isJudged(policy: Manifest, inventory: Inventory): boolean {
  const selector = readManifest(policy, ['spec', 'podSelector']);
  return (
    areLabelled(inventory).get(policy.chart) === true &&
    !isTemplated(selector.value) &&
    (selectsAll(policy) || (typeof selector.value === 'object' && selector.value !== null))
  );
}

/** Whether all labels of Pods are known: for each chart, and for everything outside of charts. */
const areLabelled = once(({ workloads }: Inventory): ReadonlyMap<string | undefined, boolean> => {
  const known = new Map<string | undefined, boolean>();
  for (const workload of workloads) {
    const { chart } = workload.manifest;
    known.set(chart, known.get(chart) !== false && Object.keys(podLabels(workload)).length > 0);
  }
  return known;
});
