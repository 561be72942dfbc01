// Pieces of text that are parsed separately, each once: the arguments of macro calls and the output of macros.

import type { SnippetOrigin } from '../../formats/rust/parser.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Module } from '../names/definitions.ts';
import { splitAt, withoutComments } from '../names/split.ts';
import { notHere } from '../names/item-macros.ts';
import { RECURSION_LIMIT } from '../names/macro-rules.ts';
import { writtenBy } from '../names/written.ts';

/** The expansion of a macro call: a block with its text, or the reason why it is unknown. */
export type Expansion =
  | { readonly k: 'block'; readonly block: Syntax }
  | { readonly k: 'failed'; readonly why: string; readonly isBuilt?: boolean }
  | { readonly k: 'foreign' };

const BUILT = 'What this includes is written while the program is built; what it asks for is not known.';

export class Snippets {
  readonly #parse: (text: string, path: string, origin: SnippetOrigin) => Syntax;
  readonly #arguments = new WeakMap<Syntax, readonly Syntax[]>();
  readonly #pieces = new WeakMap<Syntax, readonly Syntax[]>();
  readonly #blocks = new WeakMap<Syntax, Map<string, Syntax>>();
  readonly #expansions = new WeakMap<Syntax, Expansion>();

  constructor(parse: (text: string, path: string, origin: SnippetOrigin) => Syntax) {
    this.#parse = parse;
  }

  /** The output of the program's own macro (or one that only moves text) for this call. */
  expansionOf(call: Syntax, module: Module): Expansion {
    const known = this.#expansions.get(call);
    if (known !== undefined) return known;
    const written = this.#included(call, module) ?? writtenBy(call, module);
    const made: Expansion =
      written.k === 'text'
        ? { k: 'block', block: this.#block(call, written.text, written.row, written.isFlat, 1) }
        : written;
    this.#expansions.set(call, made);
    return made;
  }

  /** The items in a text that replaces another. */
  itemsOf(text: string, { row, source }: Syntax): readonly Syntax[] {
    const origin = { row, flat: source.isFlat, expansions: source.expansions + 1 };
    return this.#parse(text, source.path, origin).kids;
  }

  /** The expression in the file that an `include!` names. */
  #included(call: Syntax, module: Module): Exclude<Expansion, { k: 'foreign' }> | undefined {
    if (!/^(?:(?:::)?(?:std|core)::)?include$/.test(call.child('macro')?.text ?? '')) return undefined;
    const { path, file } = module.crate.included?.(call) ?? {};
    if (path === undefined) return { k: 'failed', why: BUILT, isBuilt: true };
    if (file?.text === undefined) return { k: 'failed', why: notHere(path) };
    if (call.source.expansions >= RECURSION_LIMIT) return { k: 'failed', why: `The file \`${path}\` includes itself.` };
    const root = this.#parse(`fn m() {${file.text}\n}`, file.path, {
      row: 0,
      flat: false,
      expansions: call.source.expansions + 1,
    });
    return { k: 'block', block: root.first('function_item')?.child('body') ?? root };
  }

  /** The arguments of a macro call, parsed as expressions; other texts are left out. */
  argumentsOf(call: Syntax): readonly Syntax[] {
    const known = this.#arguments.get(call);
    if (known !== undefined) return known;
    const tree = call.first('token_tree');
    const inside = tree === undefined ? '' : tree.text.slice(1, -1);
    const root = this.#parse(`fn m() { f(\n${withCommas(inside)}\n); }`, call.source.path, {
      row: (tree?.row ?? call.row) - 1,
      flat: call.source.isFlat,
      expansions: call.source.expansions,
    });
    const args = (findCall(root)?.child('arguments')?.kids ?? [])
      .map((kid) => (kid.type === 'assignment_expression' ? (kid.child('right') ?? kid) : kid))
      .filter((kid) => !hasError(kid, 0));
    this.#arguments.set(call, args);
    return args;
  }

  /** The expressions in a macro call with an unknown grammar: the parts between separators, if they contain a call. */
  piecesOf(call: Syntax): readonly Syntax[] {
    const known = this.#pieces.get(call);
    if (known !== undefined) return known;
    const tree = call.first('token_tree');
    const pieces = callsIn(withoutComments(tree?.text.slice(1, -1) ?? '')).flatMap((piece) => this.#read(call, piece));
    this.#pieces.set(call, pieces);
    return pieces;
  }

  /** A piece as code; if it is not code (`N in 0..2 { … }`), the content of its braces. */
  #read(call: Syntax, piece: string): readonly Syntax[] {
    const block = this.#block(call, piece, call.row + rowsBefore(call.text, piece), call.source.isFlat, 0);
    if (!hasError(block, 0)) return block.kids;
    return bracedIn(piece).flatMap((inside) => {
      const body = this.blockOf(call, inside);
      return hasError(body, 0) ? [] : body.kids;
    });
  }

  /** A part of a macro call that parses as a block. */
  blockOf(call: Syntax, body: string): Syntax {
    const known = this.#blocks.get(call) ?? new Map<string, Syntax>();
    this.#blocks.set(call, known);
    const before = known.get(body);
    if (before !== undefined) return before;
    const start = (body.replace(/^let /, '').split(/(?:\.await)? else \{|[\n;]/)[0] ?? '').trim().slice(0, 40);
    const block = this.#block(call, body, call.row + rowsBefore(call.text, start), call.source.isFlat, 0);
    known.set(body, block);
    return block;
  }

  #block(call: Syntax, body: string, row: number, flat: boolean, deeper: number): Syntax {
    const root = this.#parse(`fn m() {${body}}`, call.source.path, {
      row,
      flat,
      expansions: call.source.expansions + deeper,
    });
    return root.first('function_item')?.child('body') ?? root;
  }
}

function rowsBefore(text: string, piece: string): number {
  const at = text.indexOf(piece);
  return at === -1 ? 0 : text.slice(0, at).split('\n').length - 1;
}

/** `vec![x; n]` parses as two arguments; a semicolon inside one of them stays. */
function withCommas(inside: string): string {
  const [first, ...rest] = splitAt(inside, ';');
  if (first === undefined || rest.length === 0) return inside;
  const at = inside.indexOf(';', inside.indexOf(first) + first.length);
  return `${inside.slice(0, at)},${inside.slice(at + 1)}`;
}

function findCall(syntax: Syntax): Syntax | undefined {
  if (syntax.type === 'call_expression' && syntax.child('function')?.text === 'f') return syntax;
  for (const kid of syntax.kids) {
    const found = findCall(kid);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The texts in the outermost braces of a text. */
function bracedIn(text: string): readonly string[] {
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"?|[{}]/g)) {
    if (token === '{' && (depth += 1) === 1) start = index + 1;
    else if (token === '}' && (depth -= 1) === 0) found.push(text.slice(start, index));
  }
  return found;
}

const CALL = /[\w>]\s*\(|\.await\b|\b[A-Z]\w*\s*\{/;

/** The pieces of a text with a call; the content of brackets is split further. */
function callsIn(text: string): readonly string[] {
  return splitAt(text, ',;').flatMap((part) => {
    const piece = part.replace(/^[\w."-]+\s*(?:=>|=(?![=>])|:(?!:))\s*/, '').replace(/^\s*[%?]/, '');
    if (!CALL.test(withoutTexts(piece))) return [];
    const inside = /^\s*[{[]([\s\S]*)[}\]]\s*$/.exec(piece)?.[1];
    return inside === undefined ? [piece] : callsIn(inside);
  });
}

function withoutTexts(piece: string): string {
  return piece.replace(/"(?:[^"\\]|\\[\s\S])*"?/g, '""');
}

function hasError(syntax: Syntax, depth: number): boolean {
  return syntax.type === 'ERROR' || (depth < 40 && syntax.kids.some((kid) => hasError(kid, depth + 1)));
}
