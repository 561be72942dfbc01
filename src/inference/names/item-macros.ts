// The items that macro calls among items write, and those of `include!`.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { SnippetOrigin } from '../../formats/rust/parser.ts';
import type { Module } from './definitions.ts';
import { writtenBy } from './written.ts';

export interface MacroReader {
  readonly parse: (text: string, path: string, origin: SnippetOrigin) => Syntax;
  /** The file that an `include!` in `from` names, or nothing when it is not there. */
  readonly include: (path: string, from: Syntax) => Syntax | undefined;
  readonly report: (call: Syntax, why: string) => void;
}

/** The items that stand for a macro call; calls of macros that are not read are kept in the module. */
export function itemsOf(call: Syntax, module: Module, reader: MacroReader): Syntax | undefined {
  const name = call.child('macro')?.text.split('::').at(-1) ?? '';
  if (name === 'include') return included(call, reader);
  const written = writtenBy(call, module);
  if (written.k === 'text')
    return reader.parse(written.text, call.source.path, {
      row: written.row,
      flat: written.isFlat,
      expansions: call.source.expansions + 1,
    });
  if (written.k === 'failed') {
    reader.report(call, written.why);
    return undefined;
  }
  module.foreignMacros.push(call);
  return declaredIn(call, reader);
}

/** Items that a macro of another crate is given are taken for items of the program, if they read as such. */
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

function included(call: Syntax, reader: MacroReader): Syntax | undefined {
  const argument = call.first('token_tree')?.text.slice(1, -1).trim().replace(/,$/, '') ?? '';
  const path = /^r?#*"([^"]*)"#*$/.exec(argument)?.[1];
  if (path === undefined) {
    // What a build script wrote is not here; a call of it is `unknown` where it is called.
    return undefined;
  }
  const file = reader.include(path, call);
  if (file === undefined)
    reader.report(call, `The file \`${path}\` that this includes is not here, so what it holds is not known.`);
  return file;
}
