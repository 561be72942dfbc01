// NetworkPolicies, and the Pods that they select.
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { podLabels, type Workload } from '../../inventory/workloads.ts';
import { itemsOf } from '../../formats/yaml/values.ts';
import { selectsLabels } from '../../kubernetes/label-selector.ts';
import { selectedFrom } from './selected.ts';

export function networkPolicies({ manifests }: Inventory): readonly Manifest[] {
  return manifests.filter(
    ({ kind, apiVersion, patch }) => kind === 'NetworkPolicy' && !patch && !apiVersion.includes('calico'),
  );
}

/** Whether a policy restricts a direction: `policyTypes` says so, or its default. */
export function restricts(policy: Manifest, direction: 'Ingress' | 'Egress'): boolean {
  const types = readManifest(policy, ['spec', 'policyTypes']);
  if (types.state === 'present') return itemsOf(types).includes(direction);
  return direction === 'Ingress' || readManifest(policy, ['spec', 'egress']).state === 'present';
}

/** Whether a policy selects every Pod of its namespace. */
export function selectsAll(policy: Manifest): boolean {
  const selector = readManifest(policy, ['spec', 'podSelector']);
  return (
    selector.state === 'present' && typeof selector.value === 'object' && Object.keys(selector.value ?? {}).length === 0
  );
}

/**
 * The workloads that a policy selects; labels that a template fills in count as a match in the same chart.
 *
 * @returns undefined if there are too many policies and Pods to compare
 */
export function selectedBy(
  policy: Manifest,
  inventory: Inventory,
  most = Number.POSITIVE_INFINITY,
): readonly Workload[] | undefined {
  if (selectsAll(policy)) return inventory.workloads;
  const { state, value } = readManifest(policy, ['spec', 'podSelector']);
  const isOfChart = policy.chart !== undefined;
  const passes = (workload: Workload): boolean => {
    if (policy.chart !== workload.manifest.chart) return false;
    if (state !== 'present') return isOfChart;
    const labels = podLabels(workload);
    return Object.keys(labels).length === 0 || (selectsLabels(value, labels) ?? isOfChart);
  };
  return selectedFrom(inventory, state === 'present' ? value : undefined, passes, most);
}
