// Which packages of a repository can reach kube, by the dependencies in Cargo.lock.

import { parse } from 'smol-toml';
import { once } from '../once.ts';
import type { LockedCrate } from '../repo/crate-sources.ts';
import type { Files, Package } from './workspace.ts';

/** Crates that declare kinds or make requests, besides those with a model. */
const SOURCES = ['kube', 'kube-client', 'kube-core', 'kube-runtime', 'kube-derive', 'k8s-openapi', 'kubert'];

/** Crates that make requests: a package that depends only on kube-core, kube-derive or k8s-openapi just has kinds. */
export const REQUESTING: readonly string[] = ['kube', 'kube-client', 'kube-runtime'];

/**
 * Whether a package can make requests to the API server. A package that Cargo.lock does not know may.
 *
 * @param models the names of the modelled crates
 */
export function reachOf(files: Files, models: Iterable<string>): (pack: Package) => boolean {
  const described = [...models].flatMap((name) => [name, name.replaceAll('_', '-')]);
  const packages = lockedPackages(files);
  const known = new Set(packages.map(({ name }) => name));
  const reaching = reachingFrom([...SOURCES, ...described], packages);
  return ({ name }) => !known.has(name) || reaching.has(name);
}

/** `kube`: it depends on kube, and has no model; `described`: it has one; `unknown`: no Cargo.lock names it. */
export type CrateReach = 'kube' | 'described' | 'nothing' | 'unknown';

/** What a crate in the code can reach, by Cargo.lock. */
export function crateReach(files: Files, models: Iterable<string>): (crate: string) => CrateReach {
  const described = new Set([...SOURCES, ...models].map(inCode));
  const packages = lockedPackages(files);
  const known = new Set(packages.map(({ name }) => inCode(name)));
  const reaching = new Set([...reachingFrom(REQUESTING, packages)].map(inCode));
  return (crate) =>
    described.has(crate) ? 'described' : !known.has(crate) ? 'unknown' : reaching.has(crate) ? 'kube' : 'nothing';
}

/** The name of a package in code. */
function inCode(name: string): string {
  return name.replaceAll('-', '_');
}

/** The dependencies that may declare a kind: they reach kube or k8s-openapi, and are neither modelled nor one of these. */
export function mayDeclareKinds(files: Files, models: Iterable<string>): readonly LockedCrate[] {
  const described = new Set([...SOURCES, ...[...models].flatMap((name) => [name, name.replaceAll('_', '-')])]);
  const packages = lockedPackages(files);
  const reaching = reachingFrom(SOURCES, packages);
  const found = packages.filter(({ name, source }) => source !== '' && reaching.has(name) && !described.has(name));
  return [...new Map(found.map((each) => [`${each.name} ${each.version}`, each])).values()];
}

/**
 * The crates that a Cargo.lock or a Cargo.toml names in any way, and kube, which the others use. All of them if a
 * package has no Cargo.lock next to it or above: then its dependencies are unknown.
 */
export function namedIn(files: Files, crates: Iterable<string>): readonly string[] {
  const cargo = [...files].filter(([path]) => /(?:^|\/)Cargo\.(?:toml|lock)$/.test(path));
  // The lock file of `a/b/Cargo.toml` may be in `a/b/`, in `a/` or at the root.
  const isLocked = ([path]: readonly [string, string]): boolean => {
    const parts = path.split('/').slice(0, -1);
    return [...parts, ''].some((_, at) => files.has([...parts.slice(0, at), 'Cargo.lock'].join('/')));
  };
  if (!cargo.every(isLocked)) return [...crates];
  const isNamed = (name: string): boolean =>
    cargo.some(([, text]) => text.includes(name) || text.includes(name.replaceAll('_', '-')));
  return [...crates].filter((name) => name === 'kube' || isNamed(name));
}

function reachingFrom(starts: readonly string[], packages: readonly Locked[]): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  for (const { name, dependencies } of packages)
    for (const dependency of dependencies) {
      const known = users.get(dependency);
      if (known === undefined) users.set(dependency, [name]);
      else known.push(name);
    }
  const reaching = new Set<string>();
  const queue = [...starts];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reaching.has(name)) continue;
    reaching.add(name);
    for (const user of users.get(name) ?? []) queue.push(user);
  }
  return reaching;
}

interface Locked extends LockedCrate {
  readonly dependencies: readonly string[];
}

/** Each package with its dependencies, from every Cargo.lock; a broken one is skipped. */
const lockedPackages = once((files: Files): readonly Locked[] =>
  [...files]
    .filter(([path]) => path === 'Cargo.lock' || path.endsWith('/Cargo.lock'))
    .flatMap(([, text]) => {
      const packages = tableOf(text)['package'];
      return Array.isArray(packages) ? packages : [];
    })
    .filter((entry: unknown): entry is Readonly<Record<string, unknown>> => typeof entry === 'object' && entry !== null)
    .map(({ name, version, source = '', dependencies }) => ({
      name: String(name),
      version: String(version),
      source: String(source),
      // `name`, `name version` or `name version (source)`.
      dependencies: Array.isArray(dependencies) ? dependencies.map((each) => String(each).split(' ')[0] ?? '') : [],
    })),
);

function tableOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch {
    return {};
  }
}
