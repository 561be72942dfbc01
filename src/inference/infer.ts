// Infers the permissions of every binary of a repository from its Rust source.

import { loadRustParser, type RustParser } from '../formats/rust/parser.ts';
import { Crates } from './crates.ts';
import { CrateGraph } from './names/crate-graph.ts';
import type { Crate } from './names/definitions.ts';
import { Accounts, type Counts } from './evaluate/accounts.ts';
import { whyFailed } from './evaluate/evaluator.ts';
import { runMain } from './evaluate/run.ts';
import { OWN } from './evaluate/origin.ts';
import { Snippets } from './evaluate/snippets.ts';
import { STRING, type Value } from './evaluate/value.ts';
import type { CrateSources, LockedCrate } from '../repo/crate-sources.ts';
import { modelCrates } from './model-crates.ts';
import { beyondModels } from './model-versions.ts';
import { behindFeatures } from './behind-features.ts';
import { type AskedFeatures, type FromManifests, NO_MANIFESTS } from './from-manifests.ts';
import { readModels } from './models.ts';
import type { Permission } from './permission.ts';
import { toPermissions } from './permissions.ts';
import { type DependencyKinds, dependencyKinds } from './dependency-kinds.ts';
import { crateReach, mayDeclareKinds, namedIn, reachOf } from './reach.ts';
import { SourceFiles } from './source-files.ts';
import { startedWith } from './started-with.ts';
import { withSecondChecks } from './second-checks.ts';
import { type Files, type Package, readWorkspace, type Target } from './workspace.ts';
import { crateVersion } from './crate-version.ts';

export interface InferOptions {
  /** The Kubernetes version of the permissions. */
  readonly kubernetes?: string;
  /** Further models: crate name → Rust text. */
  readonly models?: ReadonlyMap<string, string>;
  /** The folder of the files, if they include files from outside (`../…`). */
  readonly root?: string;
  /** Parts of the repository that were not read. */
  readonly skipped?: readonly { readonly path: string; readonly why: string }[];
  /** Reads the sources of crates for the kinds that they declare; by default none is read. */
  readonly sourcesOf?: (crates: readonly LockedCrate[]) => readonly CrateSources[];
  /** The features that builds of the repository name; none by default. */
  readonly buildFeatures?: AskedFeatures;
  /** Facts from the manifests that the source does not show; none by default. The source is read without waiting. */
  readonly manifests?: FromManifests | Promise<FromManifests>;
  /** Gets the current step, many times a second. */
  readonly progress?: (what: string) => void;
}

export interface Unknown {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

export interface Binary {
  readonly name: string;
  readonly path: string;
  readonly permissions: readonly Permission[];
  readonly unknown: readonly Unknown[];
  /** Calls that always fail, such as one of a subresource that the kind does not have. */
  readonly faults: readonly Unknown[];
  /** The outcome of each reachable call expression; none is left over. */
  readonly calls: Counts;
}

export interface Inference {
  readonly kube: string;
  readonly kubernetes: string;
  readonly binaries: readonly Binary[];
  readonly unknown: readonly Unknown[];
  readonly faults: readonly Unknown[];
}

export const LATEST_KUBERNETES = '1.36';
const LATEST_KUBE = '5.0.0';

/** The permissions that the Rust code in `files` needs, a list for each binary; `unknown` has what could not be resolved. */
export async function inferFiles(files: Files, options: InferOptions = {}): Promise<Inference> {
  const parser = await loadRustParser();
  const workspace = readWorkspace(files, options.root, options.buildFeatures);
  const models = new Map([...readModels(), ...(options.models ?? [])]);
  const sources = new SourceFiles(files, parser, options.progress ?? (() => undefined));
  const kube = kubeIn(files);
  const graph = new CrateGraph();
  const ofModels = modelCrates(models, (crate) => (crate === 'kube' ? kube : versionIn(files, crate)), parser, graph);
  const named = namedIn(files, models.keys());
  const crates = new Crates({ sources, packages: workspace.packages, models: ofModels, named, graph });
  const dependencies = dependencyKinds(
    options.sourcesOf === undefined ? [] : mayDeclareKinds(files, models.keys()),
    options.sourcesOf ?? (() => []),
    parser,
  );
  const reaches = reachOf(files, models.keys());
  const first = workspace.packages.filter(reaches).find(({ binaries }) => binaries.length > 0);
  if (first !== undefined) crates.readAhead(first);
  const manifests = (await options.manifests) ?? NO_MANIFESTS;
  const settings = settingsOf(
    files,
    { kubernetes: options.kubernetes, manifests },
    { kube, models, dependencies, parser },
  );
  const programs = workspace.packages.flatMap(({ binaries }) => binaries.map(({ name }) => name));
  const infer: Infer = (target, cratesOf, start) =>
    inferProgram(target, cratesOf, start, {
      settings,
      versionOf: versionsIn(files, dependencies.absent),
      progress: options.progress,
      started: startedWith(manifests.containerArguments, target.name, programs),
    });
  const binaries = inferPackages(workspace.packages, crates, reaches, infer);
  const broken = [
    ...(options.skipped ?? []).map(({ path, why }) => ({ path, line: 1, why: `This ${why}, so it was not read.` })),
    ...beyondModels(files, models, new Set(workspace.packages.map(({ name }) => name))),
    ...dependencies.unread,
    ...behindFeatures(workspace.packages, binaries, files),
    ...workspace.broken,
    ...sources.broken,
  ];
  return {
    kube: settings.kube,
    kubernetes: settings.kubernetes,
    binaries,
    unknown: distinct([...broken, ...binaries.flatMap((binary) => binary.unknown)]),
    faults: distinct(binaries.flatMap((binary) => binary.faults)),
  };
}

type Settings = Omit<Parameters<typeof runMain>[1], 'progress' | 'started'>;

/** Settings for every program of the repository. */
function settingsOf(
  files: Files,
  { kubernetes, manifests }: { readonly kubernetes: string | undefined; readonly manifests: FromManifests },
  {
    kube,
    models,
    dependencies,
    parser,
  }: {
    readonly kube: string;
    readonly models: ReadonlyMap<string, string>;
    readonly dependencies: DependencyKinds;
    readonly parser: RustParser;
  },
): Settings {
  return {
    reachOf: crateReach(files, models.keys()),
    ofCrates: dependencies.kindOf,
    kube,
    kubernetes: kubernetes ?? LATEST_KUBERNETES,
    snippets: new Snippets(parser.parse),
    environment: new Map(
      [...manifests.ownNamespace].map((name): [string, Value] => [name, { ty: STRING, origin: OWN }]),
    ),
    declared: manifests.declared,
  };
}

/** The version of kube in the repository, or the latest known one. */
function kubeIn(files: Files): string {
  const [version] = ['kube', 'kube-client', 'kube-runtime'].flatMap((name) => crateVersion(files, name) ?? []);
  return version ?? LATEST_KUBE;
}

/** The version of a crate with this name in Rust. */
function versionIn(files: Files, crate: string): string | undefined {
  return crateVersion(files, crate) ?? crateVersion(files, crate.replaceAll('_', '-'));
}

/** The version of a crate for a message; undefined if it is unknown. */
function versionsIn(files: Files, absent: ReadonlySet<string>): (crate: string) => string | undefined {
  return (crate) => {
    const version = versionIn(files, crate);
    return version !== undefined && absent.has(crate) ? `${version}, whose sources are not on this machine,` : version;
  };
}

type Infer = (target: Target, cratesOf: () => readonly Crate[], start: 'main' | 'everything') => Binary;

/** Each binary; without one, or with none that makes requests yet, the libraries. */
function inferPackages(
  packages: readonly Package[],
  crates: Crates,
  reaches: (pack: Package) => boolean,
  infer: Infer,
): readonly Binary[] {
  const binaries = packages.flatMap((pack) =>
    pack.binaries.map((target) =>
      // Packages that cannot reach kube are not read.
      reaches(pack) ? infer(target, () => crates.ofBinary(pack, target), 'main') : nothingOf(target),
    ),
  );
  if (!binaries.every(asksNothing)) return binaries;
  const libraries = packages.flatMap((pack) =>
    pack.library === undefined || pack.directory.startsWith('..') || !reaches(pack)
      ? []
      : [infer({ name: pack.name, path: pack.library.path }, () => crates.ofLibrary(pack), 'everything')],
  );
  return binaries.length === 0 ? libraries : [...binaries, ...libraries.filter((library) => !asksNothing(library))];
}

interface ProgramSettings {
  readonly settings: Settings;
  readonly versionOf: (crate: string) => string | undefined;
  readonly progress: InferOptions['progress'];
  readonly started: ReturnType<typeof startedWith>;
}

function inferProgram(
  { name, path }: Target,
  cratesOf: () => readonly Crate[],
  start: 'main' | 'everything',
  { settings, versionOf, progress, started }: ProgramSettings,
): Binary {
  try {
    const run = runMain(cratesOf(), { ...settings, progress: () => progress?.(`following ${name}`), started }, start);
    const { permissions, unresolved, faults } = toPermissions(run.requests, run.program, versionOf);
    return {
      name,
      path,
      permissions: withSecondChecks(permissions),
      unknown: unknowns([...run.unresolved, ...unresolved]),
      faults: unknowns(faults),
      calls: run.counts,
    };
  } catch (error) {
    // A program that cannot be followed does not affect the others.
    return { ...nothingOf({ name, path }), unknown: [{ path, line: 1, why: whyFailed(error) }] };
  }
}

/** A program that makes no requests. */
function nothingOf({ name, path }: Target): Binary {
  return { name, path, permissions: [], unknown: [], faults: [], calls: new Accounts().close().counts };
}

function asksNothing({ permissions, unknown, faults }: Binary): boolean {
  return permissions.length + unknown.length + faults.length === 0;
}

function unknowns(
  list: readonly { readonly place: { readonly path: string; readonly line: number }; readonly why: string }[],
): readonly Unknown[] {
  return distinct(list.map(({ place, why }) => ({ path: place.path, line: place.line, why })));
}

function distinct(list: readonly Unknown[]): readonly Unknown[] {
  const byPlace = new Map(list.map((each) => [`${each.path}:${each.line}:${each.why}`, each]));
  return [...byPlace.values()].sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}
