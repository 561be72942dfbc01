import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const replicasApart = defineRule({
  id: 'replicas-apart',
  title: 'Replicas do not fall with one node',
  why: 'Replicas that the scheduler put on one node are gone together when it is, and the cluster is without its controller.',
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
          sightAt(
            replicas,
            state,
            about(nameOf(manifest), `nothing keeps its ${replicas.value} replicas from one node`),
          ),
        ];
      }),
});
