// The Secrets that manifests name: where a variable has such a name as its value, it says which Secret, and is none.
import { readManifest } from '../../inventory/manifests.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { once } from '../../once.ts';

/** By every way in which a Pod refers to one, and those that are installed. A single word is as likely a password as a name. */
export const secretsNamed = once(({ manifests, workloads }: Inventory): ReadonlySet<string> => {
  const installed = manifests.filter(({ kind }) => kind === 'Secret').map(({ name }) => name);
  const used = workloads.flatMap(({ manifest, pod, containers }) => [
    ...itemsOf(readManifest(manifest, [...pod, 'volumes'])).map((volume) => fieldOf(volume, 'secret', 'secretName')),
    ...itemsOf(readManifest(manifest, [...pod, 'imagePullSecrets'])).map((one) => fieldOf(one, 'name')),
    ...containers.flatMap(({ keys }) => [
      ...itemsOf(readManifest(manifest, [...keys, 'env'])).map((one) =>
        fieldOf(one, 'valueFrom', 'secretKeyRef', 'name'),
      ),
      ...itemsOf(readManifest(manifest, [...keys, 'envFrom'])).map((one) => fieldOf(one, 'secretRef', 'name')),
    ]),
  ]);
  return new Set([...installed, ...used.map(textOf)].filter((name) => /^[a-z0-9]+(?:[-.][a-z0-9]+)+$/.test(name)));
});
