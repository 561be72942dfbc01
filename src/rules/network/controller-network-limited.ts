// A policy limits what the controller calls and who calls it.
import { defineRule, pages } from '../rule.ts';
import { about } from '../sight.ts';
import { networkPolicies, restricts, selects } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';

export const controllerNetworkLimited = defineRule({
  id: 'controller-network-limited',
  title: 'The controller talks to whom it must, and no one else',
  why: 'An attacker in the Pod sends what was read to where it is wanted; egress that is limited to the API server stops it.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  profile: 'pedantic',
  advice: 'Add a NetworkPolicy that selects the controller: egress to DNS and the API server, ingress to its metrics.',
  fix: 'manual',
  look: (inventory) =>
    inventory.workloads
      .filter(({ manifest }) => !manifest.patch && manifest.kind !== 'Job')
      .map((workload) => {
        const policies = networkPolicies(inventory).filter((policy) => selects(policy, workload));
        const missing = (['Ingress', 'Egress'] as const).filter(
          (direction) => !policies.some((policy) => restricts(policy, direction)),
        );
        const { manifest } = workload;
        return {
          state: missing.length === 0 ? 'kept' : 'broken',
          path: manifest.path,
          line: manifest.line,
          ...about(nameOf(manifest), `no NetworkPolicy limits its ${missing.join(' and ').toLowerCase()}`),
        } as const;
      }),
});
