// The Cargo.lock of a repository, cut from the one with every crate that any repository may use.
import { crateNames } from './dependencies.ts';

interface Package {
  readonly name: string;
  readonly version: string;
  /** Its block up to the checksum. */
  readonly head: string;
  /** Each a name, followed by a version if the lock file has several of that name. */
  readonly dependencies: readonly string[];
}

/**
 * The lock file as Cargo itself would write it, so that `cargo build --locked` works without an earlier run of Cargo.
 *
 * This is exact because no optional dependency enables a feature of another crate that adds crates:
 * the dependencies of a crate are then the same in every repository. test/rust/lock.test.ts compares with Cargo.
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
    head: `name = "${crate}"\nversion = "0.1.0"`,
    dependencies: (packages.find(({ name }) => name === 'versions')?.dependencies ?? []).filter((dependency) =>
      named.has(nameOf(dependency)),
    ),
  };
  const spelled = new Map(
    packages.flatMap(
      (one) =>
        [
          [`${one.name} ${one.version}`, one],
          [one.name, one],
        ] as const,
    ),
  );
  const kept = inOrder(root, packages, reach(root, spelled));
  const counts = countNames(kept);
  const reference = (dependency: string): string => {
    const { name, version } = find(dependency, spelled);
    return counts.get(name) === 1 ? name : `${name} ${version}`;
  };
  return [header, ...kept.map((one) => print(one, reference))].join('\n[[package]]\n');
}

/** By splitting: with an expression for each field, this would be the longest step of a run. */
function parse(block: string): Package {
  const [head = '', list = ''] = block.trimEnd().split('\ndependencies = [\n');
  const [, name = '', , version = ''] = head.split('"', 4);
  const dependencies = list.split('\n').filter((line) => line.startsWith(' "'));
  return { name, version, head, dependencies: dependencies.map((line) => line.slice(2, -2)) };
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

/** Cargo has sorted the union by name and version; the package itself, 0.1.0, goes to its place in that order. */
function inOrder(root: Package, packages: readonly Package[], reached: ReadonlySet<Package>): readonly Package[] {
  const kept = packages.filter((one) => reached.has(one));
  const place = kept.findIndex(
    ({ name, version }) => name > root.name || (name === root.name && !version.startsWith('0.0.')),
  );
  return place === -1 ? [...kept, root] : kept.toSpliced(place, 0, root);
}

function countNames(packages: readonly Package[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of packages) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function print({ head, dependencies }: Package, reference: (dependency: string) => string): string {
  const names = dependencies.map((dependency) => ` "${reference(dependency)}",\n`);
  return names.length === 0 ? `${head}\n` : `${head}\ndependencies = [\n${names.join('')}]\n`;
}
