// The tree-sitter parser for Rust. It runs wherever WebAssembly does: grammar-files.ts says where its files lie.
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { engine, grammar } from './grammar-files.ts';
import { readable } from './readable.ts';
import { Source } from './source.ts';
import { type FileSyntax, toSyntax } from './syntax.ts';

/** Parses Rust text; made once, since loading the grammar takes 25 ms. */
export interface RustParser {
  /** The syntax tree of `text`; never throws on broken Rust (`ERROR` nodes mark what was not understood). */
  readonly parse: (text: string, path: string, origin?: SnippetOrigin) => FileSyntax;
}

/** Where a piece of text that is parsed on its own (the inside of a macro call) stands in its file. */
export interface SnippetOrigin {
  readonly row: number;
  /** All of it counts as this one row. */
  readonly flat?: boolean;
  /** How many macros have written it, one inside of the other. */
  readonly expansions?: number;
}

let loading: Promise<RustParser> | undefined;

/** Loads the grammar (once) and returns the parser. */
export function loadRustParser(): Promise<RustParser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<RustParser> {
  await Parser.init({ locateFile: engine });
  const language = await Language.load(await grammar());
  const parser = new Parser();
  parser.setLanguage(language);
  const treeOf = (text: string, path: string): Tree => {
    const tree = parser.parse(readable(text));
    if (tree === null) throw new Error(`The Rust parser gave up on ${path}`);
    return tree;
  };
  return {
    parse(text, path, origin) {
      const tree = treeOf(text, path);
      const source = new Source(path, text, origin?.row ?? 0, origin?.flat === true, origin?.expansions);
      try {
        return toSyntax(tree, source, (body) => treeOf(body, path));
      } finally {
        tree.delete();
      }
    },
  };
}
