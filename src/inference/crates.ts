// Reads the crates of a workspace into items. A crate is read when something names it.

import { ModuleFiles } from './module-files.ts';
import { collectItems, emptyCrate } from './names/collect.ts';
import type { CrateGraph } from './names/crate-graph.ts';
import type { Crate } from './names/definitions.ts';
import { attributeWriter, macroCalls } from './names/item-macros.ts';
import { identifier } from './package-paths.ts';
import type { SourceFiles } from './source-files.ts';
import type { Package, Target } from './workspace.ts';

type Externs = ReadonlyMap<string, () => Crate | undefined>;

interface CratesParts {
  readonly sources: SourceFiles;
  readonly packages: readonly Package[];
  /** The crates that models describe, by name. */
  readonly models: Externs;
  /** The crates that the repository names: a model costs as much as a file of its length, so no other is read. */
  readonly named: readonly string[];
  /** The graph that `models` belong to as well. */
  readonly graph: CrateGraph;
}

/** The crates of the programs of a workspace. */
export class Crates {
  readonly #sources: SourceFiles;
  readonly #packages: readonly Package[];
  readonly #models: Externs;
  readonly #named: readonly string[];
  readonly #graph: CrateGraph;
  readonly #libraries = new Map<string, Crate>();
  /** The crates of a program that were read before its turn. */
  #ahead: { readonly of: Target; readonly crates: readonly Crate[] } | undefined;

  constructor({ sources, packages, models, named, graph }: CratesParts) {
    this.#sources = sources;
    this.#packages = packages;
    this.#models = models;
    this.#named = named;
    this.#graph = graph;
  }

  /** Reads the first program of a package before its turn, while the caller waits for something else. */
  readAhead(pack: Package): void {
    const [target] = pack.binaries;
    if (target === undefined) return;
    try {
      this.#ahead = { of: target, crates: this.ofBinary(pack, target) };
    } catch {
      // It fails again in its turn, where the fault is reported.
    }
  }

  /** The crate of a binary, with every crate that it can name. */
  ofBinary(pack: Package, target: Target): readonly Crate[] {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead?.of === target) return ahead.crates;
    const crate = this.#read(identifier(target.name), target.path, pack, true);
    return this.#withOthers(crate, pack);
  }

  /** Only a library, for repositories without a binary. */
  ofLibrary(pack: Package): readonly Crate[] {
    const crate = this.#libraryOf(pack);
    return crate === undefined ? [] : this.#withOthers(crate, pack);
  }

  #libraryOf(pack: Package): Crate | undefined {
    if (pack.library === undefined) return undefined;
    return (
      this.#libraries.get(pack.directory) ??
      this.#read(pack.library.name, pack.library.path, pack, false, (crate) =>
        this.#libraries.set(pack.directory, crate),
      )
    );
  }

  /** @param withOwn whether it names the library of its own package */
  #read(name: string, path: string, pack: Package, withOwn: boolean, note: (crate: Crate) => void = () => {}): Crate {
    const { writtenType, included, macros } = this.#sources;
    const crate = emptyCrate({
      name,
      isModel: false,
      features: pack.features,
      externs: this.#externsOf(pack, withOwn),
      renamed: pack.renamed,
      packageName: pack.name,
      graph: this.#graph,
      writtenType,
      included,
    });
    // Crates may name each other, so a crate is registered before its items are read.
    note(crate);
    const tree = this.#sources.tree(path);
    if (tree === undefined) return crate;
    const { file } = new ModuleFiles(this.#sources, crate.root, path);
    const waiting = macroCalls(macros, crate.graph);
    collectItems(tree.kids, crate.root, { file, expand: waiting.expand, copy: attributeWriter(macros) });
    waiting.settle();
    return crate;
  }

  #externsOf(pack: Package, withOwn: boolean): Externs {
    const externs = new Map(this.#models);
    for (const [name, real] of pack.renamed) {
      const model = this.#models.get(real);
      if (model !== undefined) externs.set(name, model);
    }
    for (const [name, directory] of pack.dependencies) {
      const other = this.#packageAt(directory);
      if (other?.library === undefined) continue;
      // A dependency without `package = …` has the name of its library.
      externs.set(name, () => this.#libraryOf(other));
      if (identifier(other.name) === name) externs.set(other.library.name, () => this.#libraryOf(other));
    }
    if (withOwn && pack.library !== undefined) externs.set(pack.library.name, () => this.#libraryOf(pack));
    return externs;
  }

  #packageAt(directory: string): Package | undefined {
    return this.#packages.find((each) => each.directory === directory);
  }

  #withOthers(start: Crate, pack: Package): readonly Crate[] {
    const found = new Set<Crate>([start]);
    const visit = (each: Package): void => {
      for (const directory of each.dependencies.values()) {
        const other = this.#packageAt(directory);
        const crate = other === undefined ? undefined : this.#libraryOf(other);
        if (other !== undefined && crate !== undefined && !found.has(crate)) {
          found.add(crate);
          visit(other);
        }
      }
    };
    const own = this.#libraryOf(pack);
    if (own !== undefined) found.add(own);
    visit(pack);
    for (const name of this.#named) {
      const model = this.#models.get(name)?.();
      if (model !== undefined) found.add(model);
    }
    return [...found];
  }
}
