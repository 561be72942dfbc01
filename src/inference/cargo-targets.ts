// The programs of a package, found as cargo finds them.

import type { Target } from './workspace.ts';
import { isTable, type Table, table_ } from './cargo-table.ts';
import { normalized } from './package-paths.ts';

export function binariesOf(table: Table, name: string, directory: string, paths: readonly string[]): readonly Target[] {
  const found = new Map<string, Target>();
  const listed = Array.isArray(table['bin']) ? table['bin'].filter(isTable) : [];
  for (const bin of listed) {
    const binName = typeof bin['name'] === 'string' ? bin['name'] : name;
    const given =
      typeof bin['path'] === 'string'
        ? [bin['path']]
        : [`src/bin/${binName}.rs`, `src/bin/${binName}/main.rs`, 'src/main.rs', `src/${binName}.rs`];
    const path = given.map((each) => normalized(directory, each)).find((each) => paths.includes(each));
    if (path !== undefined) found.set(path, { name: binName, path });
  }
  if (table_(table, 'package')['autobins'] === false) return [...found.values()];
  const main = normalized(directory, 'src/main.rs');
  if (paths.includes(main) && !found.has(main)) found.set(main, { name, path: main });
  const folder = normalized(directory, 'src/bin/');
  for (const path of paths) {
    if (!path.startsWith(`${folder}/`) || found.has(path)) continue;
    const bin = /^([^/]+)(?:\.rs|\/main\.rs)$/.exec(path.slice(folder.length + 1))?.[1];
    if (bin !== undefined) found.set(path, { name: bin, path });
  }
  return [...found.values()];
}

/** The features without which cargo builds no program of the package. */
export function requiredFeatures(table: Table): readonly string[] {
  const listed = Array.isArray(table['bin']) ? table['bin'].filter(isTable) : [];
  return listed.flatMap(({ 'required-features': required }) =>
    Array.isArray(required) ? required.filter((each) => typeof each === 'string') : [],
  );
}

export function examplesOf(table: Table, directory: string, paths: readonly string[]): readonly Target[] {
  const listed = Array.isArray(table['example']) ? table['example'].filter(isTable) : [];
  return listed.flatMap((example) => {
    const [name, path] = [example['name'], example['path']];
    const full =
      typeof name === 'string' ? normalized(directory, typeof path === 'string' ? path : `examples/${name}.rs`) : '';
    return typeof name === 'string' && paths.includes(full) ? [{ name, path: full }] : [];
  });
}
