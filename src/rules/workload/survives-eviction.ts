// A workload with more than one replica has a PodDisruptionBudget.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const survivesEviction = defineRule({
  id: 'survives-eviction',
  title: 'Replicas are not all evicted at once',
  why: 'A drain that takes every replica leaves the cluster without the controller, which an attacker with eviction rights can use.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Add a PodDisruptionBudget with maxUnavailable: 1.',
  fix: 'manual',
  look: ({ workloads, manifests }) =>
    workloads
      .filter(({ manifest }) => (manifest.kind === 'Deployment' || manifest.kind === 'StatefulSet') && !manifest.patch)
      .flatMap(({ manifest }) => {
        const replicas = readManifest(manifest, ['spec', 'replicas']);
        if (typeof replicas.value !== 'number' || replicas.value < 2) return [];
        const budget = manifests.some(({ kind }) => kind === 'PodDisruptionBudget');
        return [
          sightAt(
            replicas,
            budget ? 'kept' : 'broken',
            about(nameOf(manifest), `runs ${replicas.value} replicas without a PodDisruptionBudget`),
          ),
        ];
      }),
});
