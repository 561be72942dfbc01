// The items that macro calls among items write, and those of `include!`.

import type { FileSyntax, Syntax } from '../../formats/rust/syntax.ts';
import type { SnippetOrigin } from '../../formats/rust/parser.ts';
import type { ItemSource } from './collect.ts';
import type { CrateGraph } from './crate-graph.ts';
import type { Included, Module } from './definitions.ts';
import { splitArguments } from './split.ts';
import { writtenBy } from './written.ts';

/** Stands for the folder of a package in an included path. */
export const PACKAGE_FOLDER = '<package>';

export interface MacroReader {
  readonly parse: (text: string, path: string, origin: SnippetOrigin) => FileSyntax;
  /** The file that an `include!` in `from` names, or undefined if it is missing. */
  readonly include: (path: string, from: Syntax) => Syntax | undefined;
  readonly report: (call: Syntax, why: string) => void;
}

interface Waiting {
  readonly call: Syntax;
  readonly module: Module;
  readonly collect: (items: readonly Syntax[]) => void;
}

export interface MacroCalls {
  /** Passes on the output of a macro call, or keeps the call while no macro with that name is known. */
  readonly expand: ItemSource['expand'];
  /** After the crate is read: calls by the path of a macro further down, then those of other crates. */
  readonly settle: () => void;
}

/** The message about a missing file of an `include!`. */
export function notHere(path: string): string {
  return `The file \`${path}\` that this includes is not here, so what it holds is not known.`;
}

/** More text than the copies of any crate were seen to have. */
const MOST_COPIED = 2_000_000;

/** The message about an item whose copies are not read. */
export const COPIES_NOT_READ =
  'An attribute of the crate duplicate writes copies of this that are not read; what they ask for is not known.';

/** The items that an attribute writes in place of its own. */
export function attributeWriter(reader: MacroReader): NonNullable<ItemSource['copy']> {
  let left = MOST_COPIED;
  return (text, item) => {
    const { path, isFlat, expansions } = item.source;
    left -= text?.length ?? 0;
    if (text !== undefined && left > 0)
      return reader.parse(text, path, { row: item.row, flat: isFlat, expansions: expansions + 1 }).kids;
    reader.report(item, COPIES_NOT_READ);
    return [];
  };
}

/** The macro calls among the items of one crate. */
export function macroCalls(reader: MacroReader, graph: CrateGraph): MacroCalls {
  let waiting: Waiting[] = [];
  const handOver = ({ call, module, collect }: Waiting): boolean => {
    const written = itemsOf(call, module, reader);
    if (written === 'foreign') return false;
    if (written !== undefined) collect(written.kids);
    return true;
  };
  const tryAll = (): boolean => {
    const before = waiting;
    waiting = [];
    graph.forget();
    const left = before.filter((each) => !handOver(each));
    waiting.push(...left);
    return left.length < before.length;
  };
  return {
    expand(call, module, collect) {
      if (!handOver({ call, module, collect })) waiting.push({ call, module, collect });
    },
    settle() {
      while (waiting.length > 0) {
        while (tryAll());
        const foreign = waiting;
        waiting = [];
        for (const { call, module, collect } of foreign) {
          module.foreignMacros.push(call);
          const items = declaredIn(call, reader);
          if (items !== undefined) collect(items.kids);
        }
      }
    },
  };
}

/** The items that replace a macro call; `foreign` while no macro of the program has that name. */
function itemsOf(call: Syntax, module: Module, reader: MacroReader): Syntax | 'foreign' | undefined {
  const name = call.child('macro')?.text.split('::').at(-1) ?? '';
  if (name === 'include') return included(call, reader);
  const written = writtenBy(call, module);
  if (written.k === 'foreign') return 'foreign';
  if (written.k === 'failed') {
    reader.report(call, written.why);
    return undefined;
  }
  return reader.parse(written.text, call.source.path, {
    row: written.row,
    flat: written.isFlat,
    expansions: call.source.expansions + 1,
  });
}

/** Items in a macro call of another crate count as items of the program, if they parse as such. */
function declaredIn(call: Syntax, reader: MacroReader): Syntax | undefined {
  const tree = call.first('token_tree');
  if (tree === undefined || !/\b(?:fn|impl|struct|enum|static|const|trait)\b/.test(tree.text)) return undefined;
  const { source } = call;
  const items = reader.parse(tree.text.slice(1, -1), source.path, {
    row: tree.row,
    flat: source.isFlat,
    expansions: source.expansions + 1,
  });
  return items.faultRow === undefined ? items : undefined;
}

/** The expression that replaces an `include!`. */
export function includedText(call: Syntax, read: (path: string, from: Syntax) => Included['file']): Included {
  const path = pathOf(call);
  return { path, file: path === undefined ? undefined : read(path, call) };
}

function pathOf(call: Syntax): string | undefined {
  return pathIn(call.first('token_tree')?.text.slice(1, -1) ?? '');
}

function included(call: Syntax, reader: MacroReader): Syntax | undefined {
  const path = pathOf(call);
  // The output of a build script is missing here; a call of it is `unknown` at the call.
  if (path === undefined) return undefined;
  const file = reader.include(path, call);
  if (file === undefined) reader.report(call, notHere(path));
  return file;
}

/** The path of a constant expression: a text, `concat!` of texts, or the folder of Cargo.toml. */
function pathIn(argument: string): string | undefined {
  const written = argument.trim().replace(/,$/, '').trim();
  const text = /^r?#*"([^"]*)"#*$/.exec(written)?.[1];
  if (text !== undefined) return text;
  if (/^env!\s?[([]\s?"CARGO_MANIFEST_DIR"\s?[)\]]$/.test(written)) return PACKAGE_FOLDER;
  const parts = /^concat!\s?[([{]([\s\S]*)[)\]}]$/.exec(written)?.[1];
  const paths = parts === undefined ? [undefined] : splitArguments(parts).map(pathIn);
  return paths.includes(undefined) ? undefined : paths.join('');
}
