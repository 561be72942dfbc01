// The namespace denies all traffic that no policy allows.
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, writeFrom } from '../sight.ts';
import { networkPolicies, restricts, selectsAll } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';

export const networkDeniedByDefault = defineRule({
  id: 'network-denied-by-default',
  title: 'Traffic that no policy allows is denied, in and out',
  why: 'Without a default, every Pod of the cluster can call the controller, and the controller can call everything, including the metadata service of the cloud.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  profile: 'auditor',
  advice: 'Add a NetworkPolicy with podSelector: {} and both policyTypes.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const first = inventory.workloads.find(({ manifest }) => !manifest.patch);
    if (first === undefined) return [];
    const deny = networkPolicies(inventory).find(
      (policy) => selectsAll(policy) && restricts(policy, 'Ingress') && restricts(policy, 'Egress'),
    );
    if (deny !== undefined) return [{ state: 'kept', path: deny.path, line: deny.line, message: nameOf(deny) }];
    const { manifest } = first;
    return [
      {
        state: 'broken',
        path: manifest.path,
        line: manifest.line,
        ...about(nameOf(manifest), 'no NetworkPolicy denies by default in its namespace'),
        change: writeFrom('deploy/network-policy.yaml'),
      },
    ];
  },
});
