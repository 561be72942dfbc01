// Whether Cargo.lock fits the manifests, so that `--locked` passes.
import { isTable, tomlAt, type TomlFile } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { rootManifest } from './cargo.ts';

/**
 * True if the one lock file is next to the root manifest, and has every package of the repository in its version and
 * every crate that they name in a version that they accept. In doubt, it is false.
 */
export function lockFits(inventory: Inventory): boolean {
  const { files } = inventory.repository;
  const locks = [...files.keys()].filter((path) => /(^|\/)Cargo\.lock$/.test(path));
  const root = rootManifest(inventory);
  const lock = files.get(locks[0] ?? '');
  if (root === undefined || lock === undefined || locks.length !== 1 || locks[0] !== root.path.replace(/toml$/, 'lock'))
    return false;
  const locked = versionsIn(lock);
  const manifests = [...inventory.toml.values()].filter(({ path }) => /(^|\/)Cargo\.toml$/.test(path));
  return manifests.every((manifest) =>
    requirementsOf(manifest, root).every(({ name, version }) =>
      (locked.get(name) ?? []).some((one) => accepts(version, one)),
    ),
  );
}

function versionsIn(lock: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [, name = '', version = ''] of lock.matchAll(/^name = "(.*)"\r?\nversion = "(.*)"\r?$/gm))
    found.set(name, [...(found.get(name) ?? []), version]);
  return found;
}

interface Requirement {
  readonly name: string;
  /**
   * The requirement in Cargo.toml, with `=` for the version of a package of the repository; undefined if any version
   * fits.
   */
  readonly version: string | undefined;
  /** Whether it comes from elsewhere than a registry. */
  readonly from?: 'git' | 'path';
}

/** Every crate that a manifest names. */
export function requirementsIn(manifest: TomlFile, root: TomlFile): readonly Requirement[] {
  return requirementsOf(manifest, root).slice(1);
}

/** The package itself and every crate that it names. */
function requirementsOf({ value }: TomlFile, root: TomlFile): readonly Requirement[] {
  const name = tomlAt(value, 'package', 'name');
  if (typeof name !== 'string') return [];
  const own =
    textIn(tomlAt(value, 'package', 'version')) ??
    textIn(tomlAt(root.value, 'workspace', 'package', 'version')) ??
    '0.0.0';
  const targets = tomlAt(value, 'target');
  const tables = [value, ...(isTable(targets) ? Object.values(targets) : [])];
  const lists = tables.flatMap((table) =>
    ['dependencies', 'dev-dependencies', 'build-dependencies'].map((key) => tomlAt(table, key)),
  );
  const crates = lists.flatMap((list) => (isTable(list) ? Object.entries(list) : []));
  return [
    { name, version: `=${own}` },
    ...crates.map(([key, crate]) =>
      requirementFrom(
        key,
        tomlAt(crate, 'workspace') === true ? tomlAt(root.value, 'workspace', 'dependencies', key) : crate,
      ),
    ),
  ];
}

function requirementFrom(key: string, crate: unknown): Requirement {
  const from = (['git', 'path'] as const).find((kind) => tomlAt(crate, kind) !== undefined);
  return {
    name: textIn(tomlAt(crate, 'package')) ?? key,
    version: textIn(crate) ?? textIn(tomlAt(crate, 'version')),
    ...(from && { from }),
  };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Understands Cargo's caret and `=`; skips other requirements. */
function accepts(requirement: string | undefined, version: string): boolean {
  const [, exact, wanted] =
    /^(=?) ?\^? ?(\d+(?:\.\d+)*)(?:[-+].*)?$/.exec(requirement?.trim().replaceAll(/\s+/g, ' ') ?? '') ?? [];
  if (wanted === undefined) return true;
  if (exact === '=') return version.replace(/[-+].*/, '').startsWith(wanted);
  const [want, have] = [wanted, version].map((text) =>
    text
      .replace(/[-+].*/, '')
      .split('.')
      .map(Number),
  );
  const lead = (want ?? []).findIndex((part) => part !== 0);
  const fixed = lead === -1 ? (want ?? []).length - 1 : lead;
  return (
    compare((have ?? []).slice(0, fixed + 1), (want ?? []).slice(0, fixed + 1)) === 0 &&
    compare(have ?? [], want ?? []) >= 0
  );
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
