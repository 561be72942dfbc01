// An emptyDir has a size limit.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const boundedScratch = defineRule({
  id: 'bounded-scratch',
  title: 'A scratch volume has a size',
  why: 'An emptyDir without a limit can fill the disk of the node.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set emptyDir.sizeLimit.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ manifest, pod }) => [
      ...unreadOn(manifest, [...pod, 'volumes', EACH, 'emptyDir'], nameOf(manifest)),
      ...itemsOf(readManifest(manifest, [...pod, 'volumes'])).flatMap((volume, index) => {
        const scratch = fieldOf(volume, 'emptyDir');
        if (scratch === undefined) return [];
        const place = readManifest(manifest, [...pod, 'volumes', index]);
        return [
          sightAt(
            place,
            fieldOf(scratch, 'sizeLimit') === undefined ? 'broken' : 'kept',
            about(
              nameOf(manifest),
              `emptyDir ${textOf(fieldOf(volume, 'name'))} has no sizeLimit`,
              textOf(fieldOf(volume, 'name')),
            ),
          ),
        ];
      }),
    ]),
});
