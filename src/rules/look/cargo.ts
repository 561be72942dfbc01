// The Cargo project in a repository.
import type { TomlFile } from '../../formats/toml/toml.ts';
import { tomlAt } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { isShipped } from '../../inventory/shipped.ts';

/**
 * The manifest at the root of the workspace: the one nearest to the root that is not for tests, else the nearest of
 * all.
 */
export function rootManifest(inventory: Inventory): TomlFile | undefined {
  return topManifests(inventory)[0];
}

/** The manifests with the smallest depth, by their paths. */
export function topManifests({ toml }: Inventory): readonly TomlFile[] {
  const all = [...toml.values()].filter(({ path }) => /(^|\/)Cargo\.toml$/.test(path));
  const shipped = all.filter(({ path }) => isShipped(path));
  const among = shipped.length > 0 ? shipped : all;
  const depth = ({ path }: TomlFile): number => path.split('/').length;
  const least = Math.min(...among.map(depth));
  return among.filter((file) => depth(file) === least).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The folders whose Cargo.lock cargo reads: `''` is the root. In a member of a workspace it is a leftover that cargo
 * ignores.
 */
export function lockedFolders({ toml, repository }: Inventory): readonly string[] {
  const manifestIn = (folder: string): TomlFile | undefined =>
    toml.get(folder === '' ? 'Cargo.toml' : `${folder}/Cargo.toml`);
  return [...repository.files.keys()]
    .filter((path) => /(^|\/)Cargo\.lock$/.test(path))
    .map((path) => path.split('/').slice(0, -1).join('/'))
    .filter((folder) => tomlAt(manifestIn(folder)?.value, 'workspace') !== undefined || !isMember(folder, manifestIn));
}

/**
 * Whether the nearest workspace above contains a package: all packages below it that it does not exclude.
 *
 * @see https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields
 */
function isMember(folder: string, manifestIn: (folder: string) => TomlFile | undefined): boolean {
  const names = folder.split('/');
  const above = names.map((_, index) => names.slice(0, names.length - 1 - index).join('/'));
  const root = above.find((one) => one !== folder && tomlAt(manifestIn(one)?.value, 'workspace') !== undefined);
  if (root === undefined) return false;
  const excluded = tomlAt(manifestIn(root)?.value, 'workspace', 'exclude');
  const within = root === '' ? folder : folder.slice(root.length + 1);
  return !(Array.isArray(excluded) && excluded.some((one) => within === one || within.startsWith(`${one}/`)));
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
