import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

/** Another rule judges hostPath. */
const ordinary: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
  'hostPath',
  'name',
];

export const ordinaryVolumes = defineRule({
  id: 'ordinary-volumes',
  title: 'Every volume has a kind that the restricted standard allows',
  why: 'The node mounts a volume that names a server or a disk with its own rights, without the storage classes of the cluster.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Claim it with a persistentVolumeClaim.',
  fix: 'manual',
  look: ({ workloads }) =>
    workloads.flatMap(({ manifest, pod }): readonly Sight[] => {
      const volumes = readManifest(manifest, [...pod, 'volumes']);
      const wrong = itemsOf(volumes).flatMap((volume, index) =>
        kindsOf(volume).map((kind) => ({ kind, index, name: textOf(fieldOf(volume, 'name')) })),
      );
      const unread = ['csi', 'hostPath']
        .flatMap((kind) => unreadOn(manifest, [...pod, 'volumes', EACH, kind], nameOf(manifest)))
        .slice(0, 1);
      if (wrong.length === 0) return unread.length > 0 ? unread : [sightAt(volumes, 'kept', nameOf(manifest))];
      return wrong.map(({ kind, index, name }) =>
        sightAt(
          readManifest(manifest, [...pod, 'volumes', index]),
          'broken',
          about(nameOf(manifest), `volume ${name} is of the kind ${kind}`, `${name} ${kind}`),
        ),
      );
    }),
});

/** The Pod chooses what a driver mounts inline; these drivers give files that belong to the Pod. */
const ownFiles =
  /^(?:secrets-store\.csi\.k8s\.io|(?:[\w-]+\.)*cert-manager\.io|csi\.spiffe\.io|spiffe\.csi\.cert-manager\.io|image\.csi\.k8s\.io|gcsfuse\.csi\.storage\.gke\.io|secrets\.(?:[\w-]+\.)*[a-z]+)$/;

function driverOf(volume: object): readonly string[] {
  const driver = textOf(fieldOf(volume, 'csi', 'driver'));
  return driver === '' || ownFiles.test(driver) || driver.includes('{{')
    ? []
    : [`csi ${driver}, which the Pod tells what to mount`];
}

function kindsOf(volume: unknown): readonly string[] {
  return typeof volume === 'object' && volume !== null
    ? [...Object.keys(volume).filter((key) => !ordinary.includes(key)), ...driverOf(volume)]
    : [];
}
