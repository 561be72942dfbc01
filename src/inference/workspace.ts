// The packages of a repository: their targets, dependencies and features, from every Cargo.toml in it.

import { parse } from 'smol-toml';
import type { Files } from '../repo/files.ts';
import { own } from '../table.ts';

export type { Files };

export interface Package {
  readonly name: string;
  /** The folder of its Cargo.toml; empty for the root. */
  readonly directory: string;
  readonly library: Target | undefined;
  readonly binaries: readonly Target[];
  readonly features: ReadonlySet<string>;
  /** The name in the code → the folder of a package of this repository. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** The name in the code → the crate, of dependencies with `package = …`. */
  readonly renamed: ReadonlyMap<string, string>;
}

export interface Target {
  readonly name: string;
  readonly path: string;
}

export interface Workspace {
  readonly packages: readonly Package[];
  /** Cargo.toml files that could not be read, and packages that they name and that are not here. */
  readonly broken: readonly Broken[];
}

interface Broken {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

type Table = Readonly<Record<string, unknown>>;

/** `root` is where the files lie: with it, `../app/core` seen from a folder `app` is known to be its own `core`. */
export function readWorkspace(files: Files, root = ''): Workspace {
  const manifests: { directory: string; table: Table }[] = [];
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
    packages: withRequestedFeatures(packages, manifests),
    broken: [
      ...broken,
      ...manifests.flatMap(({ directory, table }) => nameless(directory, table)),
      ...packages.flatMap((each) => absent(each, packages, files)),
    ],
  };
}

/** A Cargo.toml that cargo refuses, so that nothing tells which programs it has. */
function nameless(directory: string, table: Table): readonly Broken[] {
  if (typeof table_(table, 'package')['name'] === 'string' || isTable(table['workspace'])) return [];
  const why = 'It has no [package] with a name and no [workspace], so its programs are not known.';
  return [{ path: normalized(directory, 'Cargo.toml'), line: 1, why }];
}

/** The packages that a Cargo.toml names by path and that are not here. */
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
  /** The crates behind the names of the workspace's own dependencies with `package = …`. */
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
  // A package of nothing but examples (kube's own): each of them is a program.
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
  const features = defaultFeatures(table_(table, 'features'));
  return [{ name, directory, library, binaries, features, dependencies, renamed }];
}

function binariesOf(table: Table, name: string, directory: string, paths: readonly string[]): readonly Target[] {
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

function examplesOf(table: Table, directory: string, paths: readonly string[]): readonly Target[] {
  const listed = Array.isArray(table['example']) ? table['example'].filter(isTable) : [];
  return listed.flatMap((example) => {
    const [name, path] = [example['name'], example['path']];
    const full =
      typeof name === 'string' ? normalized(directory, typeof path === 'string' ? path : `examples/${name}.rs`) : '';
    return typeof name === 'string' && paths.includes(full) ? [{ name, path: full }] : [];
  });
}

function defaultFeatures(features: Table): ReadonlySet<string> {
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
function withRequestedFeatures(
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

function entries(table: Table, key: string): readonly (readonly [string, Table])[] {
  return Object.entries(table_(table, key)).map(([name, value]) => [name, isTable(value) ? value : {}]);
}

function table_(table: Table, key: string): Table {
  const value = own(table, key);
  return isTable(value) ? value : {};
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function identifier(name: string): string {
  return name.replaceAll('-', '_');
}

/** The folders of packages that these ones depend on by path and that lie outside (`../…`). */
export function packagesOutside(files: Files, root: string): readonly string[] {
  const { packages } = readWorkspace(files, root);
  const known = new Set(packages.map(({ directory }) => directory));
  return [...new Set(packages.flatMap(({ dependencies }) => [...dependencies.values()]))].filter(
    (folder) => folder.startsWith('..') && !known.has(folder),
  );
}

/** `directory/path` with `.` and `..` taken out; what lies outside of the root begins with `..`. */
export function normalized(directory: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** A way out of the root that leads back into it, without the detour. */
function fromInside(path: string, root: string): string {
  const names = path.split('/');
  const up = names.filter((name) => name === '..').length;
  const home = root.split(/[\\/]/).slice(-up);
  return up > 0 && names.slice(up, 2 * up).join('/') === home.join('/') ? names.slice(2 * up).join('/') : path;
}

/** The version of a crate in Cargo.lock, or what a Cargo.toml asks for. */
export function crateVersion(files: Files, crate: string): string | undefined {
  const locked: string[] = [];
  for (const [path, text] of files) {
    if (path !== 'Cargo.lock' && !path.endsWith('/Cargo.lock')) continue;
    for (const found of text.matchAll(new RegExp(`name = "${crate}"\\r?\\nversion = "([^"]+)"`, 'g')))
      locked.push(found[1] ?? '');
  }
  if (locked[0] !== undefined) return locked.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  for (const [path, text] of files) {
    if (path !== 'Cargo.toml' && !path.endsWith('/Cargo.toml')) continue;
    const found = new RegExp(
      `^${crate}\\s*=\\s*(?:"|\\{[^}\\r\\n\\u2028\\u2029]*?version\\s*=\\s*")[=^~]?\\s*([\\d.]+)`,
      'm',
    ).exec(text)?.[1];
    const table = new RegExp(`\\[[\\w.]*dependencies\\.${crate}\\][^\\[]*?version\\s*=\\s*"[=^~]?([\\d.]+)`).exec(
      text,
    )?.[1];
    const version = found ?? table;
    if (version !== undefined) return version;
  }
  return undefined;
}
