import { isTemplated } from '../../formats/yaml/node.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { podLabels } from '../../inventory/workloads.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { networkPolicies, selects, selectsAll } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';

export const policiesSelectPods = defineRule({
  id: 'policies-select-pods',
  title: 'Every NetworkPolicy selects a Pod',
  why: 'A policy whose labels no Pod has limits nothing, and looks as if it did.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  profile: 'regular',
  advice: 'Give podSelector the labels of the Pod template.',
  fix: 'manual',
  look: (inventory) =>
    networkPolicies(inventory)
      .filter((policy) => isJudged(policy, inventory))
      .map((policy) =>
        sightAt(
          readManifest(policy, ['spec', 'podSelector']),
          inventory.workloads.some((workload) => selects(policy, workload)) ? 'kept' : 'broken',
          about(nameOf(policy), 'no Pod of the repository has the labels that it selects'),
        ),
      ),
});

/** Where its labels and those of every Pod are written out; Pods that the controller makes at run time are not known. */
function isJudged(policy: Manifest, { workloads }: Inventory): boolean {
  const selector = readManifest(policy, ['spec', 'podSelector']);
  const near = workloads.filter(({ manifest }) => manifest.chart === policy.chart);
  return (
    near.length > 0 &&
    near.every((workload) => Object.keys(podLabels(workload)).length > 0) &&
    !isTemplated(selector.value) &&
    (selectsAll(policy) || (typeof selector.value === 'object' && selector.value !== null))
  );
}
