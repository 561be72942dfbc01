// Infers the permissions of every binary of a repository from its Rust source.

import { loadRustParser } from '../formats/rust/parser.ts';
import { crateReader } from './crates.ts';
import type { Crate } from './names/definitions.ts';
import { Accounts, type Counts } from './evaluate/accounts.ts';
import { whyFailed } from './evaluate/evaluator.ts';
import { runMain } from './evaluate/run.ts';
import { OWN } from './evaluate/origin.ts';
import { Snippets } from './evaluate/snippets.ts';
import { STRING, type Value } from './evaluate/value.ts';
import type { CrateSources, LockedCrate } from '../repo/crate-sources.ts';
import type { KindRecord } from '../kubernetes/kinds-table.ts';
import { modelCrates } from './model-crates.ts';
import { beyondModels } from './model-versions.ts';
import { readModels } from './models.ts';
import { type Permission, toPermissions } from './permissions.ts';
import { dependencyKinds } from './dependency-kinds.ts';
import { crateReach, mayDeclareKinds, reachOf } from './reach.ts';
import { startedWith } from './started-with.ts';
import { withSecondChecks } from './second-checks.ts';
import { type Files, readWorkspace, type Target } from './workspace.ts';
import { crateVersion } from './crate-version.ts';

export interface InferOptions {
  /** The Kubernetes version that the permissions are for. */
  readonly kubernetes?: string;
  /** More models: crate name → Rust text. */
  readonly models?: ReadonlyMap<string, string>;
  /** The folder of the files, where files from outside of it (`../…`) are among them. */
  readonly root?: string;
  /** What lies in the repository and was not read. */
  readonly skipped?: readonly { readonly path: string; readonly why: string }[];
  /** Reads the sources of crates for the kinds that they declare; by default none is read. */
  readonly sourcesOf?: (crates: readonly LockedCrate[]) => readonly CrateSources[];
  /** What the manifests say that the source does not; nothing by default. */
  readonly manifests?: FromManifests;
  /** Is told what is being done, many times a second. */
  readonly progress?: (what: string) => void;
}

export interface FromManifests {
  /** Variables that are set to the namespace of the Pod. */
  readonly ownNamespace: ReadonlySet<string>;
  /** The kinds that the CustomResourceDefinitions declare. */
  readonly declared: ReadonlyMap<string, KindRecord>;
  /** The words of the command and the arguments of each container that may run a program of the repository. */
  readonly containerArguments: readonly (readonly string[])[];
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
  /** Calls that fail whatever is granted, such as one of a subresource that the kind does not have. */
  readonly faults: readonly Unknown[];
  /** What became of each call expression in the code that is reached; none is left over. */
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
const NO_MANIFESTS: FromManifests = { ownNamespace: new Set(), declared: new Map(), containerArguments: [] };

/** The permissions that the Rust code in `files` needs, a list for each binary; `unknown` says what could not be resolved. */
export async function inferFiles(files: Files, options: InferOptions = {}): Promise<Inference> {
  const { ownNamespace, declared, containerArguments } = options.manifests ?? NO_MANIFESTS;
  const parser = await loadRustParser();
  const workspace = readWorkspace(files, options.root);
  const models = new Map([...readModels(), ...(options.models ?? [])]);
  const progress = options.progress ?? (() => undefined);
  const kube =
    crateVersion(files, 'kube') ??
    crateVersion(files, 'kube-client') ??
    crateVersion(files, 'kube-runtime') ??
    LATEST_KUBE;
  const ofModels = modelCrates(models, (crate) => (crate === 'kube' ? kube : versionIn(files, crate)), parser);
  const reader = crateReader(files, workspace.packages, ofModels, {
    ...parser,
    parseFile(text, path, onFault) {
      progress(`reading ${path}`);
      return parser.parseFile(text, path, onFault);
    },
  });
  const kubernetes = options.kubernetes ?? LATEST_KUBERNETES;
  const dependencies = dependencyKinds(
    options.sourcesOf === undefined ? [] : mayDeclareKinds(files, models.keys()),
    options.sourcesOf ?? (() => []),
    parser,
  );
  const context = {
    reachOf: crateReach(files, models.keys()),
    ofCrates: dependencies.kindOf,
    kube,
    kubernetes,
    snippets: new Snippets(parser.parse),
    environment: new Map([...ownNamespace].map((name): [string, Value] => [name, { ty: STRING, origin: OWN }])),
    declared,
  };
  const versionOf = (crate: string): string | undefined => {
    const version = versionIn(files, crate);
    return version !== undefined && dependencies.absent.has(crate)
      ? `${version}, whose sources are not on this machine,`
      : version;
  };
  const programs = workspace.packages.flatMap(({ binaries }) => binaries.map(({ name }) => name));
  const none = new Accounts().close().counts;
  const infer = ({ name, path }: Target, cratesOf: () => readonly Crate[], start: 'main' | 'everything'): Binary => {
    try {
      const crates = cratesOf();
      const settings = {
        ...context,
        progress: () => progress(`following ${name}`),
        started: startedWith(containerArguments, name, programs),
      };
      const run = runMain(crates, settings, start);
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
      // One program that cannot be followed costs the others nothing.
      return {
        name,
        path,
        permissions: [],
        unknown: [{ path, line: 1, why: whyFailed(error) }],
        faults: [],
        calls: none,
      };
    }
  };
  const reaches = reachOf(files, models.keys());
  const binaries = workspace.packages.flatMap((pack) =>
    pack.binaries.map((target) =>
      // What cannot reach kube is not read.
      reaches(pack)
        ? infer(target, () => reader.binary(pack, target), 'main')
        : { ...target, permissions: [], unknown: [], faults: [], calls: none },
    ),
  );
  // Without a binary, or with none that asks anything yet, the libraries are what there is.
  if (binaries.every(asksNothing)) {
    const isLibrary = binaries.length === 0;
    for (const pack of workspace.packages) {
      if (pack.library === undefined || pack.directory.startsWith('..') || !reaches(pack)) continue;
      const target = { name: pack.name, path: pack.library.path };
      const library = infer(target, () => reader.library(pack), 'everything');
      if (isLibrary || !asksNothing(library)) binaries.push(library);
    }
  }
  const broken = [
    ...(options.skipped ?? []).map(({ path, why }) => ({ path, line: 1, why: `This ${why}, so it was not read.` })),
    ...beyondModels(files, models, new Set(workspace.packages.map(({ name }) => name))),
    ...dependencies.unread,
    ...workspace.broken,
    ...reader.broken,
  ];
  return {
    kube,
    kubernetes,
    binaries,
    unknown: distinct([...broken, ...binaries.flatMap((binary) => binary.unknown)]),
    faults: distinct(binaries.flatMap((binary) => binary.faults)),
  };
}

/** The version of a crate that Rust knows by this name. */
function versionIn(files: Files, crate: string): string | undefined {
  return crateVersion(files, crate) ?? crateVersion(files, crate.replaceAll('_', '-'));
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
