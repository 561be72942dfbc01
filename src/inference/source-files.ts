// The Rust files of a repository: their syntax trees, the targets of `include!`, and unreadable files.

import type { RustParser } from '../formats/rust/parser.ts';
import type { Syntax } from '../formats/rust/syntax.ts';
import type { Included, Module } from './names/definitions.ts';
import { includedText, type MacroReader, PACKAGE_FOLDER } from './names/item-macros.ts';
import { writtenBy } from './names/written.ts';
import { normalized } from './package-paths.ts';
import type { Files } from './workspace.ts';

/** An unreadable place, with the reason. */
export interface Broken {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

/** Parses each file once, on the first request. */
export class SourceFiles {
  readonly broken: Broken[] = [];
  /** The files that macro calls among items need. */
  readonly macros: MacroReader;
  readonly #files: Files;
  readonly #parser: RustParser;
  readonly #progress: (what: string) => void;
  readonly #trees = new Map<string, Syntax>();
  readonly #types = new Map<Syntax, Syntax | undefined>();

  /** @param progress is told what is being read */
  constructor(files: Files, parser: RustParser, progress: (what: string) => void) {
    this.#files = files;
    this.#parser = parser;
    this.#progress = progress;
    this.macros = {
      parse: parser.parse,
      include: (path, from) => this.tree(this.#placeOf(path, from)),
      report: (call, why) => this.broken.push({ path: call.source.path, line: call.line, why }),
    };
  }

  /** The syntax tree of a file; undefined if it is missing. */
  tree(path: string): Syntax | undefined {
    const text = this.#files.get(path);
    const known = this.#trees.get(path);
    if (known !== undefined || text === undefined) return known;
    this.#progress(`reading ${path}`);
    const tree = this.#parser.parseFile(text, path, (row) =>
      this.broken.push({
        path,
        line: row + 1,
        why: 'A part of this file is not valid Rust, or newer than the parser.',
      }),
    );
    this.#trees.set(path, tree);
    return tree;
  }

  /** The text of an `include!` among expressions. */
  readonly included = (call: Syntax): Included =>
    includedText(call, (name, from) => {
      const path = this.#placeOf(name, from);
      return { path, text: this.#files.get(path) };
    });

  /** The type that a macro call writes; undefined if it writes none. */
  readonly writtenType = (call: Syntax, module: Module): Syntax | undefined => {
    if (this.#types.has(call)) return this.#types.get(call);
    const written = writtenBy(call, module);
    const { path, expansions } = call.source;
    const origin = { row: call.row, flat: true, expansions: expansions + 1 };
    const type =
      written.k === 'text'
        ? this.#parser.parse(`type T = ${written.text};`, path, origin).first('type_item')?.child('type')
        : undefined;
    this.#types.set(call, type);
    return type;
  };

  /** The file that an `include!` in `from` names. */
  #placeOf(path: string, from: Syntax): string {
    return path.startsWith(PACKAGE_FOLDER)
      ? normalized(this.#packageOf(from.source.path), path.slice(PACKAGE_FOLDER.length))
      : normalized('', `${folderOf(from.source.path)}/${path}`);
  }

  /** The folder of the nearest Cargo.toml above a file. */
  #packageOf(path: string): string {
    const folder = folderOf(path);
    return folder === '' || this.#files.has(`${folder}/Cargo.toml`) ? folder : this.#packageOf(folder);
  }
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
