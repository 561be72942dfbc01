import { readManifest } from '../../inventory/manifests.ts';
import { isTemplated } from '../../formats/yaml/node.ts';
import { defineRule, pages } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const noHostPath = defineRule({
  id: 'no-host-path',
  title: 'No directory of the node is mounted',
  why: 'A hostPath volume gives access to the node: its files, its sockets, its kubelet.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove the hostPath volume, or use emptyDir with a sizeLimit.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.map(({ manifest, pod }) => {
      const volumes = readManifest(manifest, [...pod, 'volumes']);
      const index = itemsOf(volumes).findIndex((volume) => fieldOf(volume, 'hostPath') !== undefined);
      if (index === -1)
        return (
          unreadOn(manifest, [...pod, 'volumes', EACH], nameOf(manifest))[0] ??
          sightAt(volumes, 'kept', nameOf(manifest))
        );
      const place = readManifest(manifest, [...pod, 'volumes', index]);
      return sightAt(
        place,
        'broken',
        about(
          nameOf(manifest),
          `volume ${textOf(fieldOf(place.value, 'name'))} mounts ${pathOf(place.value)} of the node`,
          textOf(fieldOf(place.value, 'name')),
        ),
      );
    }),
});

function pathOf(volume: unknown): string {
  const path = fieldOf(volume, 'hostPath', 'path');
  return isTemplated(path) ? 'a path' : textOf(path) || 'a path';
}
