// A writable directory for a container whose root is no longer writable.
import type { Edits } from '../../formats/edit.ts';
import { appendAt } from '../../formats/yaml/edit.ts';
import type { Plain } from '../../formats/yaml/emit.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { withoutTrailing } from '../../without-trailing.ts';
import { takesTokenVolume } from './token-volume.ts';

/** The place where programs put temporary files; the limit keeps them from filling the disk of the node. */
const path = '/tmp';
const sizeLimit = '64Mi';

/** The edits of a container and its Pod; none if something is mounted at /tmp, or if the lists are not written out. */
export interface Scratch {
  readonly mount: Edits;
  readonly volume: Edits;
}

/** Edits that mount an emptyDir at /tmp, by an unused name. */
export function scratchFor({ workload, keys }: Container): Scratch {
  const { manifest, pod } = workload;
  const at = (...more: readonly Key[]): readonly unknown[] => itemsOf(readManifest(manifest, more));
  const isMounted = at(...keys, 'volumeMounts').some(
    (mount) => withoutTrailing(textOf(fieldOf(mount, 'mountPath')), '/') === path,
  );
  const taken = at(...pod, 'volumes').map((volume) => textOf(fieldOf(volume, 'name')));
  const name = ['tmp', 'scratch', 'tmp-scratch'].find((one) => !taken.includes(one));
  if (isMounted || name === undefined || !takesTokenVolume(workload)) return { mount: [], volume: [] };
  const append = (place: readonly Key[], item: Plain): Edits => {
    const reading = readManifest(manifest, place);
    return reading.document === manifest.document
      ? appendAt(reading.document, reading.keys, item)
      : { refused: 'a part of the Pod is in another file' };
  };
  return {
    mount: append([...keys, 'volumeMounts'], { name, mountPath: path }),
    volume: append([...pod, 'volumes'], { name, emptyDir: { sizeLimit } }),
  };
}
