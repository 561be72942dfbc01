// The Cargo.lock of a repository, cut out of the one that has every crate that any repository may use.
import { crateNames } from './dependencies.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  /** Each a name, followed by a version where the lock file has more than one of that name. */
  readonly dependencies: readonly string[];
  readonly source: readonly string[];
}

/**
 * The lock file as Cargo itself would write it, so that `cargo build --locked` passes where Cargo never ran before.
 *
 * This is exact because no optional dependency asks another crate for a feature that brings in more crates:
 * what a crate depends on is then the same in every repository. test/rust/lock.test.ts asks Cargo.
 *
 * @param union the text of templates/versions/Cargo.lock
 * @param crate the name of the package
 * @param dependencies the sections of its Cargo.toml that name its crates
 */
export function lockFor(union: string, crate: string, dependencies: string): string {
  const [header = '', ...blocks] = union.split('\n[[package]]\n');
  const packages = blocks.map(parse);
  const named = new Set(crateNames(dependencies));
  const root: Package = {
    name: crate,
    version: '0.1.0',
    source: [],
    dependencies: (packages.find(({ name }) => name === 'versions')?.dependencies ?? []).filter((dependency) =>
      named.has(nameOf(dependency)),
    ),
  };
  const spelled = new Map(packages.flatMap((one) => [[`${one.name} ${one.version}`, one], [one.name, one]] as const));
  const kept = [root, ...reach(root, spelled)].sort(byNameAndVersion);
  const counts = countNames(kept);
  const reference = (dependency: string): string => {
    const { name, version } = find(dependency, spelled);
    return counts.get(name) === 1 ? name : `${name} ${version}`;
  };
  return [header, ...kept.map((one) => print(one, reference))].join('\n[[package]]\n');
}

function parse(block: string): Package {
  const [, name = ''] = /^name = "(.*)"$/m.exec(block) ?? [];
  const [, version = ''] = /^version = "(.*)"$/m.exec(block) ?? [];
  return {
    name,
    version,
    source: block.split('\n').filter((line) => line.startsWith('source = ') || line.startsWith('checksum = ')),
    dependencies: [...block.matchAll(/^ "(.*)",$/gm)].map(([, dependency = '']) => dependency),
  };
}

/** Packages by their name, and by name and version. */
type Spelled = ReadonlyMap<string, Package>;

function reach(root: Package, spelled: Spelled): ReadonlySet<Package> {
  const reached = new Set<Package>();
  const visit = (dependency: string): void => {
    const found = find(dependency, spelled);
    if (reached.has(found)) return;
    reached.add(found);
    found.dependencies.forEach(visit);
  };
  root.dependencies.forEach(visit);
  return reached;
}

function find(dependency: string, spelled: Spelled): Package {
  const found = spelled.get(dependency);
  if (found === undefined) throw new Error(`templates/versions/Cargo.lock has no ${dependency}`);
  return found;
}

function nameOf(dependency: string): string {
  return dependency.replace(/ .*/, '');
}

function byNameAndVersion(one: Package, other: Package): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.version.localeCompare(other.version, 'en', { numeric: true });
}

function countNames(packages: readonly Package[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of packages) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function print({ name, version, source, dependencies }: Package, reference: (dependency: string) => string): string {
  const names = dependencies.map((dependency) => ` "${reference(dependency)}",`);
  const list = names.length === 0 ? [] : ['dependencies = [', ...names, ']'];
  return [`name = "${name}"`, `version = "${version}"`, ...source, ...list, ''].join('\n');
}
