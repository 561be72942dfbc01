import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const replicasApart = defineRule({
  id: 'replicas-apart',
  title: 'Replicas run on different nodes',
  why: 'If all replicas run on one node, the cluster loses its controller together with the node.',
  group: 'Workload',
  severity: 'low',
  reference: pages.spread,
  profile: 'pedantic',
  advice: 'Add a podAntiAffinity, or topologySpreadConstraints.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads
      .filter(({ manifest }) => (manifest.kind === 'Deployment' || manifest.kind === 'StatefulSet') && !manifest.patch)
      .flatMap(({ manifest, pod }): readonly Sight[] => {
        const replicas = readManifest(manifest, ['spec', 'replicas']);
        if (typeof replicas.value !== 'number' || replicas.value < 2) return [];
        const states = [['affinity', 'podAntiAffinity'], ['topologySpreadConstraints']].map(
          (keys) => readManifest(manifest, [...pod, ...keys]).state,
        );
        const state = states.includes('present') ? 'kept' : states.includes('unknown') ? 'unknown' : 'broken';
        return [
          sightAt(replicas, state, about(nameOf(manifest), `its ${replicas.value} replicas may all run on one node`)),
        ];
      }),
});
