// Finds the file of each `mod name;` of a crate, as rustc does.

import type { Syntax } from '../formats/rust/syntax.ts';
import type { ItemSource } from './names/collect.ts';
import type { Module } from './names/definitions.ts';
import { normalized } from './package-paths.ts';
import { folderOf, type SourceFiles } from './source-files.ts';

export class ModuleFiles {
  readonly #files: SourceFiles;
  /** The folder with the submodules of a module, the folder of its own file, and that file. */
  readonly #below = new Map<Module, string>();
  readonly #around = new Map<Module, string>();
  readonly #fileOf = new Map<Module, string>();

  /** @param path the file of the root: `main.rs`, `lib.rs` */
  constructor(files: SourceFiles, root: Module, path: string) {
    this.#files = files;
    this.#note(root, path, true);
  }

  /** The items of `mod name;`, if its file is here; a missing one is reported. */
  readonly file: ItemSource['file'] = (module, given, item): Syntax | undefined => {
    for (const candidate of this.#candidates(module, given)) {
      const path = normalized('', candidate);
      const found = this.#isAround(module, path) ? undefined : this.#files.tree(path);
      if (found === undefined) continue;
      this.#note(module, path, given !== undefined || path.endsWith('/mod.rs'));
      return found;
    }
    this.#files.broken.push({
      path: item.source.path,
      line: item.line,
      why: `The file of the module \`${module.name}\` is not here, so what it holds is not known.`,
    });
    return undefined;
  };

  /** @param given the path of an attribute: `#[path = "…"]` */
  #candidates({ parent, name }: Module, given: string | undefined): readonly string[] {
    const below = parent === undefined ? '' : this.#folderBelow(parent);
    if (given === undefined) return [`${below}/${name}.rs`, `${below}/${name}/mod.rs`];
    return [`${parent === undefined ? '' : (this.#around.get(parent) ?? below)}/${given}`];
  }

  /** Its modules are next to `main.rs`, `lib.rs`, `mod.rs` and files that an attribute names, and below any other. */
  #note(module: Module, path: string, isRoot: boolean): void {
    this.#fileOf.set(module, path);
    this.#around.set(module, folderOf(path));
    this.#below.set(module, isRoot ? folderOf(path) : path.replace(/\.rs$/, ''));
  }

  #folderBelow(module: Module): string {
    const known = this.#below.get(module);
    if (known !== undefined) return known;
    return module.parent === undefined ? '' : `${this.#folderBelow(module.parent)}/${module.name}`;
  }

  /** Whether a file is that of the module or of a surrounding one: it would contain itself. */
  #isAround(module: Module, path: string): boolean {
    return this.#fileOf.get(module) === path || (module.parent !== undefined && this.#isAround(module.parent, path));
  }
}
