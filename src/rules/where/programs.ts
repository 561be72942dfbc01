// Which programs run with a role, and whether their source is here.
import { tomlAt } from '../../formats/toml.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { readManifest, writtenAt } from '../inventory/manifests.ts';
import type { Role } from '../inventory/roles.ts';
import type { Workload } from '../inventory/workloads.ts';
import { fieldOf, itemsOf } from '../sight.ts';

/** Whether nothing but a program of this repository runs with a role, so that its source says all that is needed. */
export function runsOnlyOurs(role: Role, inventory: Inventory): boolean {
  const all = inventory.workloads.filter(({ manifest }) => !manifest.patch);
  if (all.length <= 1) return true;
  const [only, ...others] = all.filter((workload) => mayUse(workload, role));
  return only !== undefined && others.length === 0 && isOurs(only, inventory);
}

/** All but those whose account is plainly another. */
function mayUse({ manifest, pod }: Workload, { bindings }: Role): boolean {
  const names = bindings.flatMap((binding) => itemsOf(readManifest(binding, ['subjects'])).map((_, index) => writtenAt(binding.document, [...binding.base, 'subjects', index, 'name'])));
  const account = ['serviceAccountName', 'serviceAccount'].map((key) => writtenAt(manifest.document, [...manifest.base, ...pod, key])).find((one) => one !== undefined) ?? 'default';
  return names.some((name) => name === undefined || name === account || name.includes('{{') || account.includes('{{'));
}

/** Every container runs an image or a command that has the name of a package of this repository. */
function isOurs({ manifest, containers }: Workload, { toml }: Inventory): boolean {
  const names = [...toml.values()].flatMap(({ value }) => [tomlAt(value, 'package', 'name'), ...[tomlAt(value, 'bin')].flat().map((bin) => fieldOf(bin, 'name'))]).filter((name) => typeof name === 'string');
  return containers.every(({ keys }) => {
    const { value } = readManifest(manifest, keys);
    const image = String(fieldOf(value, 'image') ?? '').replace(/[:@].*$/, '').split('/').at(-1);
    const command = itemsOf(readManifest(manifest, [...keys, 'command'])).map((word) => String(word).split('/').at(-1));
    return names.some((name) => image === name || command[0] === name);
  });
}
