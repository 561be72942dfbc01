// The controller is installed into a namespace of its own.
import { isTemplated } from '../../formats/yaml/node.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const ownNamespace = defineRule({
  id: 'own-namespace',
  title: 'The controller has a namespace of its own',
  why: 'Whoever may create Pods next to the controller can use its ServiceAccount.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Install into a namespace of its own, not default and not kube-*.',
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
            about(nameOf(manifest), 'names no namespace, so that it lands in default unless somebody thinks of it'),
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
