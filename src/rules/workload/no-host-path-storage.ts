import { textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const noHostPathStorage = defineRule({
  id: 'no-host-path-storage',
  title: 'No PersistentVolume is a directory of a node',
  why: 'Anyone who may claim it can mount that directory, because the Pod Security Standards only check Pods.',
  group: 'Workload',
  severity: 'high',
  reference: 'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
  profile: 'regular',
  advice: 'Claim storage of a StorageClass; for a disk of a node use a local volume with its node affinity.',
  fix: 'manual',
  look: ({ manifests, workloads }) => [
    ...workloads.map(({ manifest }) => sightAt(readManifest(manifest, ['kind']), 'kept', '')),
    ...manifests
      .filter(({ kind, patch }) => kind === 'PersistentVolume' && !patch)
      .map((volume) => {
        const local = readManifest(volume, ['spec', 'local', 'path']);
        const isOfNode = ofNode.test(textOf(local.value));
        const path = isOfNode ? local : readManifest(volume, ['spec', 'hostPath', 'path']);
        const unread = [local, path].find(({ state }) => state === 'unknown');
        if (unread !== undefined && !isOfNode) return unknownAt(unread, nameOf(volume), 'path');
        return sightAt(
          path,
          path.state === 'absent' ? 'kept' : 'broken',
          about(nameOf(volume), `is ${textOf(path.value) || 'a directory'} of a node`),
        );
      }),
  ],
});

/** Directories with the programs and data of the node: no disk is mounted there. */
const ofNode =
  /^\/$|^\/(?:etc|root|proc|sys|dev|boot|home|usr|run)(?:\/|$)|^\/var(?:\/(?:run|log|lib(?:\/(?:kubelet|docker|containerd|etcd))?))?\/?$/;
