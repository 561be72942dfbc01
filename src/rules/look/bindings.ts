// Bindings and their subjects.
import { isOfPeople } from '../../inventory/grants/bindings.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Role } from '../../inventory/roles.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import type { Reading } from '../../formats/yaml/read.ts';

export function bindings({ manifests }: Inventory): readonly Manifest[] {
  return manifests.filter(({ kind, patch }) => (kind === 'ClusterRoleBinding' || kind === 'RoleBinding') && !patch);
}

export interface Subject {
  readonly binding: Manifest;
  readonly reading: Reading;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

export function subjects(inventory: Inventory): readonly Subject[] {
  return bindings(inventory).flatMap((binding) =>
    itemsOf(readManifest(binding, ['subjects'])).map((item, index) => {
      const namespace = fieldOf(item, 'namespace');
      return {
        binding,
        reading: readManifest(binding, ['subjects', index]),
        kind: String(fieldOf(item, 'kind')),
        name: String(fieldOf(item, 'name')),
        namespace: typeof namespace === 'string' ? namespace : undefined,
      };
    }),
  );
}

/** Whether a role is bound, and only to users and groups: no program runs with it. */
export function isForPeople({ bindings }: Pick<Role, 'bindings'>): boolean {
  const all = bindings.flatMap((binding) => itemsOf(readManifest(binding, ['subjects'])));
  return (
    all.length > 0 && all.every((item) => isOfPeople(String(fieldOf(item, 'kind')), String(fieldOf(item, 'name'))))
  );
}
