// The tree-sitter parser for Rust. It runs on every system with WebAssembly: grammar-files.ts has the paths of its
// files.
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { engine as engineFile, grammar as grammarFile } from './grammar-files.ts';
import { Grammar } from './grammar.ts';
import { readable, withoutPatternAttributes } from './readable.ts';
import { Source } from './source.ts';
import { skeleton } from './skeleton.ts';
import { engineOf } from './tree-walk.ts';
import { type FileSyntax, type Syntax, toSyntax } from './syntax.ts';

/** Parses Rust text; created once, because loading the grammar takes 25 ms. */
export interface RustParser {
  /** The syntax tree of `text`; never throws on broken Rust (`ERROR` nodes mark what was not understood). */
  readonly parse: (text: string, path: string, origin?: SnippetOrigin) => FileSyntax;
  /**
   * The syntax tree of a file of which most may never be used: the bodies of its functions are parsed on request.
   * `onFault` gets the row of a syntax error when it is read.
   */
  readonly parseFile: (text: string, path: string, onFault: (row: number) => void) => Syntax;
}

/** The place in its file of a piece of text that is parsed separately (the inside of a macro call). */
export interface SnippetOrigin {
  readonly row: number;
  /** All of it counts as this one row. */
  readonly flat?: boolean;
  /** The number of nested macros that produced it. */
  readonly expansions?: number;
}

let loading: Promise<RustParser> | undefined;

/** Loads the grammar (once) and returns the parser. */
export function loadRustParser(): Promise<RustParser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<RustParser> {
  const binding = { locateFile: engineFile };
  await Parser.init(binding);
  const engine = engineOf(binding);
  const language = await Language.load(await grammarFile());
  const grammar = new Grammar(language);
  const parser = new Parser();
  parser.setLanguage(language);
  const parsed = (text: string, path: string): Tree => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`The Rust parser gave up on ${path}`);
    return tree;
  };
  const treeOf = (text: string, path: string): Tree => {
    const wanted = readable(text);
    const tree = parsed(wanted, path);
    const bare = tree.rootNode.hasError ? withoutPatternAttributes(wanted) : wanted;
    if (bare === wanted) return tree;
    tree.delete();
    return parsed(bare, path);
  };
  const syntaxOf = (tree: Tree, source: Source, onFault: (row: number) => void): FileSyntax => {
    try {
      return toSyntax(tree, source, { engine, grammar, parse: (body) => treeOf(body, source.path), onFault });
    } finally {
      tree.delete();
    }
  };
  return {
    parse(text, path, origin) {
      const source = new Source(path, text, origin?.row ?? 0, origin?.flat === true, origin?.expansions);
      return syntaxOf(treeOf(text, path), source, () => undefined);
    },
    parseFile(text, path, onFault) {
      const bare = skeleton(text);
      const isWhole = bare === undefined;
      const tree = treeOf(bare ?? text, path);
      // A fault in a body was seen with the whole text, or is seen once the body is read.
      const syntax = syntaxOf(tree, new Source(path, text, 0, false), isWhole ? () => undefined : onFault);
      if (syntax.faultRow !== undefined) onFault(syntax.faultRow);
      return syntax;
    },
  };
}
