// The token of a Pod as a volume that its containers mount: the volume that the API server adds by itself, but
// short-lived.
import { isRefusal, type Edits } from '../../formats/edit.ts';
import { appendAt } from '../../formats/yaml/edit.ts';
import { plainFrom, type Plain } from '../../formats/yaml/emit.ts';
import type { Key } from '../../formats/yaml/node.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Workload } from '../../inventory/workloads.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';

/** Whether a Pod mounts a token of its own. */
export function hasTokenVolume({ manifest, pod }: Workload): boolean {
  return tokenVolumeOf(itemsOf(readManifest(manifest, [...pod, 'volumes']))) !== undefined;
}

/** Whether an edit can add to the lists of a Pod: no chart composes them, and they are not part of a patch. */
export function takesTokenVolume({ manifest }: Workload): boolean {
  return manifest.chart === undefined && !manifest.patch && !manifest.document.file.text.includes('{{');
}

/** Edits that give every container of a Pod the volume of the reference, at the path where clients look for it. */
export function addTokenVolume(workload: Workload, reference: Inventory): Edits {
  const model = reference.workloads.find(hasTokenVolume);
  const volume = model && tokenVolumeOf(itemsOf(readManifest(model.manifest, [...model.pod, 'volumes'])));
  const mounts =
    model?.containers.flatMap(({ keys }) => itemsOf(readManifest(model.manifest, [...keys, 'volumeMounts']))) ?? [];
  const mount = mounts.find((one) => fieldOf(one, 'name') === fieldOf(volume, 'name'));
  const [volumeText, mountText] = [plainFrom(volume), plainFrom(mount)];
  if (volumeText === undefined || mountText === undefined) return { refused: 'the reference has no such volume' };
  const { document } = workload.manifest;
  const append = (keys: readonly Key[], item: Plain): Edits => {
    const place = readManifest(workload.manifest, keys);
    return place.document === document
      ? appendAt(document, place.keys, item)
      : { refused: 'a part of the Pod is in another file' };
  };
  // From the innermost place outwards: the last container and the list of volumes may end on the same line.
  const edits = [
    ...workload.containers.map(({ keys }) => append([...keys, 'volumeMounts'], mountText)),
    append([...workload.pod, 'volumes'], volumeText),
  ];
  return edits.find(isRefusal) ?? edits.flatMap((one) => (isRefusal(one) ? [] : one));
}

function tokenVolumeOf(volumes: readonly unknown[]): unknown {
  return volumes.find((volume) =>
    JSON.stringify(fieldOf(volume, 'projected', 'sources') ?? []).includes('"serviceAccountToken"'),
  );
}
