// The Cargo project that a repository holds.
import type { TomlFile } from '../../formats/toml/toml.ts';
import { tomlAt } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';

/** The manifest at the root of the workspace: the one nearest to the root. */
export function rootManifest({ toml }: Inventory): TomlFile | undefined {
  return [...toml.values()]
    .filter(({ path }) => path.endsWith('Cargo.toml'))
    .sort((a, b) => a.path.split('/').length - b.path.split('/').length || (a.path < b.path ? -1 : 1))[0];
}

export function denyConfig({ toml }: Inventory): TomlFile | undefined {
  return [...toml.values()]
    .filter(({ path }) => /(^|\/)deny\.toml$/.test(path))
    .sort((a, b) => a.path.length - b.path.length)[0];
}

/** The line of an entry, or of its table, or the first. */
export function lineIn(file: TomlFile, key: string): number {
  const table = key.replace(/\.[^.]*$/, '');
  return (
    file.entries.find((entry) => entry.key === key)?.line ?? file.tables.find(({ name }) => name === table)?.line ?? 1
  );
}

export function inTable(file: TomlFile, table: string, key: string): unknown {
  return tomlAt(file.value, ...table.split('.'), key);
}
