// What a repository is called, as its manifests, charts and directory say.
import { declaration } from '../answers/index.ts';
import { knownFrom } from '../answers/resolve.ts';
import { tomlAt } from '../formats/toml.ts';
import { chartsOf } from '../rules/inventory/charts.ts';
import type { Inventory } from '../rules/inventory/inventory.ts';
import { isShipped } from '../rules/inventory/shipped.ts';
import { rootManifest } from '../rules/where/cargo.ts';

/** The package's, the only chart's, the repository's, the only workload's: the first that the generator would take. */
export function nameOf(inventory: Inventory, source: string | undefined, directory: string | undefined): string | undefined {
  const workloads = [...new Set(inventory.workloads.map(({ manifest }) => manifest.name))].filter((name) => !name.includes('{{'));
  const charts = chartsOf(inventory.repository).filter((path) => isShipped(`${path}/`)).map((path) => path.split('/').at(-1));
  const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);
  const candidates = [textAt(inventory, 'name'), only(charts), source?.split('/')[1], only(workloads), directory, ...workloads];
  return candidates.map((name) => name?.toLowerCase().replaceAll('_', '-')).find((name) => name !== undefined && declaration.name.check?.(name, knownFrom(new Map())) === undefined);
}

/** OWNER/NAME on GitHub, as Cargo.toml has it. */
export function sourceOf(inventory: Inventory): string | undefined {
  return /github\.com\/([^/\s]+\/[^/\s]+?)(\.git)?\/?$/.exec(textAt(inventory, 'repository') ?? textAt(inventory, 'homepage') ?? '')?.[1];
}

export function textAt(inventory: Inventory, key: string): string | undefined {
  const cargo = rootManifest(inventory)?.value;
  const value = tomlAt(cargo, 'package', key) ?? tomlAt(cargo, 'workspace', 'package', key);
  return typeof value === 'string' ? value.trim().replaceAll(/\s+/g, ' ') : undefined;
}
