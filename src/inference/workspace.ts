// The packages of a repository: their targets, dependencies and features, from every Cargo.toml in it.

import { parse } from 'smol-toml';
import type { Files } from '../repo/files.ts';
import { type Manifest, withFeatures } from './features.ts';
import { fromInside, identifier, normalized } from './package-paths.ts';
import { entries, isTable, type Table, table_ } from './cargo-table.ts';
import { binariesOf, examplesOf } from './cargo-targets.ts';
import { NO_FEATURES } from './from-manifests.ts';
import type { Features } from './names/cfg.ts';

export type { Files };

export interface Package {
  readonly name: string;
  /** The folder of its Cargo.toml; empty for the root. */
  readonly directory: string;
  readonly library: Target | undefined;
  readonly binaries: readonly Target[];
  readonly features: Features;
  /** The optional dependencies that no feature enables, by the name of their crate. */
  readonly off: readonly string[];
  /** The name in the code → the folder of a package of this repository. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** The name in the code → the crate, for dependencies with `package = …`. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface Target {
  readonly name: string;
  readonly path: string;
}

export interface Workspace {
  readonly packages: readonly Package[];
  /** Unreadable Cargo.toml files, and packages that they name and that are missing here. */
  readonly broken: readonly Broken[];
}

interface Broken {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** `root` is the folder of the files: with it, `../app/core` seen from a folder `app` is known to be its own `core`. */
export function readWorkspace(files: Files, root = '', asked = NO_FEATURES): Workspace {
  const manifests: Manifest[] = [];
  const broken: Broken[] = [];
  for (const [path, text] of files) {
    if (path !== 'Cargo.toml' && !path.endsWith('/Cargo.toml')) continue;
    try {
      manifests.push({ directory: path.slice(0, -'Cargo.toml'.length).replace(/\/$/, ''), table: parse(text) });
    } catch (error) {
      broken.push({
        path,
        line: 1,
        why: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'It is not TOML.',
      });
    }
  }
  const shared = new Map<string, string>();
  const renamed = new Map<string, string>();
  for (const { directory, table } of manifests) {
    for (const [name, dependency] of entries(table_(table, 'workspace'), 'dependencies')) {
      const path = dependency['path'];
      if (typeof path === 'string') shared.set(name, fromInside(normalized(directory, path), root));
      if (typeof dependency['package'] === 'string') renamed.set(name, identifier(dependency['package']));
    }
  }
  const paths = [...files.keys()].filter((path) => path.endsWith('.rs'));
  const packages = manifests.flatMap(({ directory, table }) =>
    readPackage(directory, table, { shared, renamed, paths, root }),
  );
  return {
    packages: withFeatures(packages, manifests, asked),
    broken: [
      ...broken,
      ...manifests.flatMap(({ directory, table }) => nameless(directory, table)),
      ...packages.flatMap((each) => absent(each, packages, files)),
    ],
  };
}

/** A Cargo.toml that cargo refuses, so that its programs are unknown. */
function nameless(directory: string, table: Table): readonly Broken[] {
  if (typeof table_(table, 'package')['name'] === 'string' || isTable(table['workspace'])) return [];
  const why = 'It has no [package] with a name and no [workspace], so its programs are not known.';
  return [{ path: normalized(directory, 'Cargo.toml'), line: 1, why }];
}

/** The packages that a Cargo.toml names by path and that are missing here. */
function absent({ directory, dependencies }: Package, packages: readonly Package[], files: Files): readonly Broken[] {
  const path = normalized(directory, 'Cargo.toml');
  return [...dependencies].flatMap(([name, folder]) => {
    if (packages.some((other) => other.directory === folder)) return [];
    const lines = (files.get(path) ?? '').split('\n');
    const line =
      lines.findIndex((each) => identifier(each.replace(/^\s*\[.*dependencies\./, '').trim()).startsWith(name)) + 1;
    return [
      {
        path,
        line: Math.max(1, line),
        why: `The package \`${name}\` is not here (${folder}), so what it asks for is not known.`,
      },
    ];
  });
}

interface Around {
  /** The folders of the workspace's own dependencies. */
  readonly shared: ReadonlyMap<string, string>;
  /** The crates of renamed workspace dependencies, with `package = …`. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly root: string;
}

function readPackage(directory: string, table: Table, around: Around): readonly Package[] {
  const { shared, paths, root } = around;
  const name = table_(table, 'package')['name'];
  if (typeof name !== 'string') return [];
  const own = (path: string): string => normalized(directory, path);
  const exists = (path: string): boolean => paths.includes(own(path));
  const lib = table_(table, 'lib');
  const libPath = typeof lib['path'] === 'string' ? lib['path'] : 'src/lib.rs';
  const library = exists(libPath)
    ? { name: typeof lib['name'] === 'string' ? lib['name'] : identifier(name), path: own(libPath) }
    : undefined;
  const isOutside = directory.startsWith('..');
  let binaries = isOutside ? [] : binariesOf(table, name, directory, paths);
  // A package with only examples (kube's own): each of them is a program.
  if (library === undefined && binaries.length === 0 && !isOutside) binaries = examplesOf(table, directory, paths);
  const dependencies = new Map<string, string>();
  const renamed = new Map<string, string>();
  for (const section of [table, ...Object.values(table_(table, 'target')).filter(isTable)]) {
    for (const [key, dependency] of entries(section, 'dependencies')) {
      const path =
        dependency['workspace'] === true
          ? shared.get(key)
          : typeof dependency['path'] === 'string'
            ? fromInside(own(dependency['path']), root)
            : undefined;
      if (path !== undefined) dependencies.set(identifier(key), path);
      const named =
        dependency['workspace'] === true
          ? around.renamed.get(key)
          : typeof dependency['package'] === 'string'
            ? identifier(dependency['package'])
            : undefined;
      if (named !== undefined) renamed.set(identifier(key), named);
    }
  }
  return [{ name, directory, library, binaries, features: new Set(), off: [], dependencies, renamed }];
}

/** The folders of packages on which these depend by path and that are outside (`../…`). */
export function packagesOutside(files: Files, root: string): readonly string[] {
  const { packages } = readWorkspace(files, root);
  const known = new Set(packages.map(({ directory }) => directory));
  return [...new Set(packages.flatMap(({ dependencies }) => [...dependencies.values()]))].filter(
    (folder) => folder.startsWith('..') && !known.has(folder),
  );
}
