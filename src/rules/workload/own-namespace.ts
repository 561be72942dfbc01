// The controller is installed into its own namespace.
import { isTemplated } from '../../formats/yaml/node.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const ownNamespace = defineRule({
  id: 'own-namespace',
  title: 'The controller has its own namespace',
  why: 'Anyone who may create Pods next to the controller can use its ServiceAccount.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Install into a separate namespace, not default and not kube-*.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ manifest }): readonly Sight[] => {
      if (manifest.patch) return [];
      const reading = readManifest(manifest, ['metadata', 'namespace']);
      const named = reading.state === 'present' ? String(reading.value) : manifest.namespace;
      if (
        reading.state === 'unknown' ||
        (named !== undefined && isTemplated(named)) ||
        (named === undefined && manifest.chart !== undefined)
      )
        return [];
      if (named === undefined)
        return [
          sightAt(
            reading,
            'broken',
            about(nameOf(manifest), 'names no namespace, so it lands in default unless the installer sets one'),
            { severity: 'low' },
          ),
        ];
      const wrong = named === 'default' || named.startsWith('kube-');
      return [
        sightAt(
          reading,
          wrong ? 'broken' : 'kept',
          about(nameOf(manifest), `is installed into ${named}, which it shares`),
        ),
      ];
    }),
});
