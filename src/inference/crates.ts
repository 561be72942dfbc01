// Reads the crates of a workspace, and the models of foreign crates, into items. A crate is read when something names it.

import type { RustParser } from '../formats/rust/parser.ts';
import type { Syntax } from '../formats/rust/syntax.ts';
import { collectItems, emptyCrate, type ItemSource } from './names/collect.ts';
import type { Crate, Included, Module } from './names/definitions.ts';
import { attributeWriter, includedText, macroCalls, type MacroReader, PACKAGE_FOLDER } from './names/item-macros.ts';
import { writtenBy } from './names/written.ts';
import { namedIn } from './reach.ts';
import type { Files, Package, Target } from './workspace.ts';
import { identifier, normalized } from './package-paths.ts';

export interface CrateReader {
  /** The crate of a binary, with every crate that it can name. */
  readonly binary: (pack: Package, target: Target) => readonly Crate[];
  /** A library on its own, for repositories without a binary. */
  readonly library: (pack: Package) => readonly Crate[];
  /** What could not be read, with the reason. */
  readonly broken: readonly { readonly path: string; readonly line: number; readonly why: string }[];
}

export function crateReader(
  files: Files,
  packages: readonly Package[],
  modelExterns: ReadonlyMap<string, () => Crate | undefined>,
  parser: RustParser,
): CrateReader {
  const libraries = new Map<string, Crate>();
  const trees = new Map<string, Syntax>();
  const broken: { path: string; line: number; why: string }[] = [];
  const parsed = (path: string): Syntax | undefined => {
    const text = files.get(path);
    const known = trees.get(path);
    if (known !== undefined || text === undefined) return known;
    const tree = parser.parseFile(text, path, (row) =>
      broken.push({ path, line: row + 1, why: 'A part of this file is not valid Rust, or newer than the parser.' }),
    );
    trees.set(path, tree);
    return tree;
  };

  const macros: MacroReader = {
    parse: parser.parse,
    include: (path, from) => parsed(placeOf(path, from)),
    report: (call, why) => broken.push({ path: call.source.path, line: call.line, why }),
  };

  /** The folder of the nearest Cargo.toml above a file. */
  const packageOf = (path: string): string => {
    const folder = folderOf(path, true);
    return folder === '' || files.has(`${folder}/Cargo.toml`) ? folder : packageOf(folder);
  };

  /** The file that an `include!` in `from` names. */
  const placeOf = (path: string, from: Syntax): string =>
    path.startsWith(PACKAGE_FOLDER)
      ? normalized(packageOf(from.source.path), path.slice(PACKAGE_FOLDER.length))
      : normalized('', `${folderOf(from.source.path, true)}/${path}`);
  const included = (call: Syntax): Included =>
    includedText(call, (name, from) => {
      const path = placeOf(name, from);
      return { path, text: files.get(path) };
    });

  const types = new Map<Syntax, Syntax | undefined>();
  const writtenType = (call: Syntax, module: Module): Syntax | undefined => {
    if (types.has(call)) return types.get(call);
    const written = writtenBy(call, module);
    const { path, expansions } = call.source;
    const origin = { row: call.row, flat: true, expansions: expansions + 1 };
    const type =
      written.k === 'text'
        ? parser.parse(`type T = ${written.text};`, path, origin).first('type_item')?.child('type')
        : undefined;
    types.set(call, type);
    return type;
  };

  const libraryOf = (pack: Package): Crate | undefined => {
    if (pack.library === undefined) return undefined;
    const known = libraries.get(pack.directory);
    if (known !== undefined) return known;
    const crate = emptyCrate({
      name: pack.library.name,
      isModel: false,
      features: pack.features,
      externs: externsOf(pack, false),
      renamed: pack.renamed,
      packageName: pack.name,
      writtenType,
      included,
    });
    libraries.set(pack.directory, crate);
    readRoot(crate, pack.library.path);
    return crate;
  };

  const externsOf = (pack: Package, withOwn: boolean): ReadonlyMap<string, () => Crate | undefined> => {
    const externs = new Map(modelExterns);
    for (const [name, real] of pack.renamed) {
      const model = modelExterns.get(real);
      if (model !== undefined) externs.set(name, model);
    }
    for (const [name, directory] of pack.dependencies) {
      const other = packages.find((each) => each.directory === directory);
      if (other?.library === undefined) continue;
      // A dependency without `package = …` is named as its library is.
      externs.set(name, () => libraryOf(other));
      if (identifier(other.name) === name) externs.set(other.library.name, () => libraryOf(other));
    }
    if (withOwn && pack.library !== undefined) externs.set(pack.library.name, () => libraryOf(pack));
    return externs;
  };

  const readRoot = (crate: Crate, path: string): void => {
    const tree = parsed(path);
    if (tree === undefined) return;
    const folders = new Map<Module, string>([[crate.root, folderOf(path, true)]]);
    const current = new Map<Module, string>([[crate.root, folderOf(path, true)]]);
    const fileOf = new Map<Module, string>([[crate.root, path]]);
    const isAround = (module: Module, file: string): boolean =>
      fileOf.get(module) === file || (module.parent !== undefined && isAround(module.parent, file));
    const waiting = macroCalls(macros);
    const source: ItemSource = {
      file(module, given, item) {
        const parent = module.parent;
        const base = parent === undefined ? '' : directoryFor(parent, folders);
        const candidates =
          given === undefined
            ? [`${base}/${module.name}.rs`, `${base}/${module.name}/mod.rs`]
            : [`${parent === undefined ? '' : (current.get(parent) ?? base)}/${given}`];
        for (const candidate of candidates) {
          const file = normalized('', candidate);
          const found = isAround(module, file) ? undefined : parsed(file);
          if (found === undefined) continue;
          fileOf.set(module, file);
          folders.set(
            module,
            given === undefined || file.endsWith('/mod.rs')
              ? folderOf(file, file.endsWith('/mod.rs'))
              : folderOf(file, true),
          );
          current.set(module, folderOf(file, true));
          return found;
        }
        broken.push({
          path: item.source.path,
          line: item.line,
          why: `The file of the module \`${module.name}\` is not here, so what it holds is not known.`,
        });
        return undefined;
      },
      expand: waiting.expand,
      copy: attributeWriter(macros),
    };
    collectItems(tree.kids, crate.root, source);
    waiting.settle();
  };

  // A model costs as much as a file of its length, so that one of a crate which nothing names is not read.
  const named = namedIn(files, modelExterns.keys());

  const all = (start: Crate, pack: Package): readonly Crate[] => {
    const found = new Set<Crate>([start]);
    const visit = (each: Package): void => {
      for (const directory of each.dependencies.values()) {
        const other = packages.find((candidate) => candidate.directory === directory);
        const crate = other === undefined ? undefined : libraryOf(other);
        if (other !== undefined && crate !== undefined && !found.has(crate)) {
          found.add(crate);
          visit(other);
        }
      }
    };
    const own = libraryOf(pack);
    if (own !== undefined) found.add(own);
    visit(pack);
    for (const name of named) {
      const model = modelExterns.get(name)?.();
      if (model !== undefined) found.add(model);
    }
    return [...found];
  };

  return {
    broken,
    binary(pack, target) {
      const crate = emptyCrate({
        name: identifier(target.name),
        isModel: false,
        features: pack.features,
        externs: externsOf(pack, true),
        renamed: pack.renamed,
        packageName: pack.name,
        writtenType,
        included,
      });
      readRoot(crate, target.path);
      return all(crate, pack);
    },
    library(pack) {
      const crate = libraryOf(pack);
      return crate === undefined ? [] : all(crate, pack);
    },
  };
}

/** The folder in which the modules of a file are looked for: beside `main.rs`, `lib.rs` and `mod.rs`, below any other. */
function folderOf(path: string, isRoot: boolean): string {
  const slash = path.lastIndexOf('/');
  const folder = slash === -1 ? '' : path.slice(0, slash);
  return isRoot ? folder : path.replace(/\.rs$/, '');
}

function directoryFor(module: Module, folders: ReadonlyMap<Module, string>): string {
  const known = folders.get(module);
  if (known !== undefined) return known;
  return module.parent === undefined ? '' : `${directoryFor(module.parent, folders)}/${module.name}`;
}
