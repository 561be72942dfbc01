// A policy limits whom the controller calls, and who calls it.
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Workload } from '../../inventory/workloads.ts';
import { defineRule, pages } from '../rule.ts';
import { about } from '../sight.ts';
import { networkPolicies, restricts, selectedBy } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';

export const controllerNetworkLimited = defineRule({
  id: 'controller-network-limited',
  title: 'The controller can only reach the addresses that it needs',
  why: 'An attacker in the Pod sends stolen data to an outside server. Egress that is limited to the API server prevents this.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  profile: 'pedantic',
  advice: 'Add a NetworkPolicy that selects the controller: egress to DNS and the API server, ingress to its metrics.',
  fix: 'manual',
  look: (inventory) => {
    const ingress = limitedIn(inventory, 'Ingress');
    const egress = limitedIn(inventory, 'Egress');
    return inventory.workloads
      .filter(({ manifest }) => !manifest.patch && manifest.kind !== 'Job')
      .map((workload) => {
        const missing = [ingress, egress].filter(({ workloads }) => !workloads.has(workload));
        const { path, line } = workload.manifest;
        const subject = nameOf(workload.manifest);
        if (missing.some(({ isWhole }) => !isWhole))
          return {
            state: 'unknown',
            path,
            line,
            ...about(subject, 'more policies and Pods are here than can be compared'),
          } as const;
        const directions = missing.map(({ direction }) => direction.toLowerCase()).join(' and ');
        return {
          state: missing.length === 0 ? 'kept' : 'broken',
          path,
          line,
          ...about(subject, `no NetworkPolicy limits its ${directions}`),
        } as const;
      });
  },
});

interface Limited {
  readonly direction: Direction;
  readonly workloads: ReadonlySet<Workload>;
  /** Whether all policies could be compared. */
  readonly isWhole: boolean;
}

type Direction = 'Ingress' | 'Egress';

/** The workloads with a policy for a direction. */
function limitedIn(inventory: Inventory, direction: Direction): Limited {
  const workloads = new Set<Workload>();
  const seen = new Set<string>();
  let isWhole = true;
  for (const policy of networkPolicies(inventory)) {
    if (!restricts(policy, direction)) continue;
    const { state, value } = readManifest(policy, ['spec', 'podSelector']);
    const name = JSON.stringify([policy.chart, state, value]);
    if (seen.has(name)) continue;
    seen.add(name);
    const selected = selectedBy(policy, inventory);
    if (selected === undefined) isWhole = false;
    for (const workload of selected ?? []) workloads.add(workload);
  }
  return { direction, workloads, isWhole };
}
