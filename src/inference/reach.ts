// Which packages of a repository can reach kube at all: by Cargo.lock, which knows what every crate depends on.

import { parse } from 'smol-toml';
import type { Files, Package } from './workspace.ts';

/** Crates that make kinds or requests, besides those with a model. */
const SOURCES = ['kube', 'kube-client', 'kube-core', 'kube-runtime', 'kube-derive', 'k8s-openapi', 'kubert'];

/**
 * Says whether a package can ask the API server of anything. What Cargo.lock does not know may.
 *
 * @param models the names of the crates that are described
 */
export function reachOf(files: Files, models: Iterable<string>): (pack: Package) => boolean {
  const users = new Map<string, string[]>();
  const known = new Set<string>();
  for (const [name, dependencies] of lockedPackages(files)) {
    known.add(name);
    for (const dependency of dependencies) users.set(dependency, [...(users.get(dependency) ?? []), name]);
  }
  const reaching = new Set<string>();
  const queue = [...SOURCES, ...[...models].flatMap((name) => [name, name.replaceAll('_', '-')])];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reaching.has(name)) continue;
    reaching.add(name);
    queue.push(...(users.get(name) ?? []));
  }
  return ({ name }) => !known.has(name) || reaching.has(name);
}

/** Package → what it depends on, of every Cargo.lock; one that is broken says nothing. */
function lockedPackages(files: Files): readonly (readonly [string, readonly string[]])[] {
  return [...files]
    .filter(([path]) => path === 'Cargo.lock' || path.endsWith('/Cargo.lock'))
    .flatMap(([, text]) => {
      const packages = tableOf(text)['package'];
      return Array.isArray(packages) ? packages : [];
    })
    .map((entry: { readonly name?: unknown; readonly dependencies?: unknown }) => [
      String(entry.name),
      // `name`, `name version` or `name version (source)`.
      Array.isArray(entry.dependencies) ? entry.dependencies.map((each) => String(each).split(' ')[0] ?? '') : [],
    ]);
}

function tableOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text);
  } catch {
    return {};
  }
}
