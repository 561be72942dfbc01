// The features of a package that are on.

import { own } from '../table.ts';
import { identifier } from './package-paths.ts';
import { entries, type Table, table_ } from './cargo-table.ts';
import type { Package } from './workspace.ts';

export function defaultFeatures(features: Table): ReadonlySet<string> {
  return closure(features, ['default']);
}

function closure(features: Table, start: readonly string[]): ReadonlySet<string> {
  const on = new Set<string>();
  const queue = [...start];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (on.has(name)) continue;
    on.add(name);
    const more = own(features, name);
    if (Array.isArray(more))
      for (const each of more) if (typeof each === 'string') queue.push(each.replace(/^dep:/, ''));
  }
  return on;
}

/** Features that one package of the repository asks of another. */
export function withRequestedFeatures(
  packages: readonly Package[],
  manifests: readonly { directory: string; table: Table }[],
): readonly Package[] {
  return packages.map((each) => {
    const asked = new Set(each.features);
    const features = table_(manifests.find(({ directory }) => directory === each.directory)?.table ?? {}, 'features');
    for (const other of packages) {
      const table = manifests.find(({ directory }) => directory === other.directory)?.table ?? {};
      for (const [key, dependency] of entries(table, 'dependencies')) {
        if (other.dependencies.get(identifier(key)) !== each.directory) continue;
        const list = dependency['features'];
        if (Array.isArray(list))
          for (const name of closure(
            features,
            list.filter((item) => typeof item === 'string'),
          ))
            asked.add(name);
      }
    }
    return { ...each, features: asked };
  });
}
