// The names of Secrets in manifests: a variable with such a name as its value refers to a Secret, and does not hold
// one.
import { readManifest } from '../../inventory/manifests.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { once } from '../../once.ts';

/**
 * The names in every kind of reference of a Pod, in rules of roles about Secrets, and those of installed Secrets. A
 * single word is as likely a password as a name.
 */
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
  const granted = manifests.flatMap((manifest) =>
    itemsOf(readManifest(manifest, ['rules']))
      .filter((rule) => itemsIn(rule, 'resources').includes('secrets'))
      .flatMap((rule) => itemsIn(rule, 'resourceNames')),
  );
  return new Set(
    [...installed, ...[...used, ...granted].map(textOf)].filter((name) => /^[a-z0-9]+(?:[-.][a-z0-9]+)+$/.test(name)),
  );
});

function itemsIn(rule: unknown, key: string): readonly unknown[] {
  const items = fieldOf(rule, key);
  return Array.isArray(items) ? items : [];
}
