// A small syntax tree: the part of tree-sitter's that the analysis needs, with function bodies read on request.

import type { Node, Tree } from 'web-tree-sitter';
import type { Grammar, GrammarEntry } from './grammar.ts';
import type { FieldName, NodeKind } from './node-kinds.ts';
import type { Source } from './source.ts';
import { type Engine, TreeWalk } from './tree-walk.ts';

/** Deeper nesting than in any real program is cut off, so that no file can exhaust the stack. */
const MAX_DEPTH = 250;

interface SyntaxParts {
  readonly type: NodeKind;
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly source: Source;
  readonly first: FirstKid;
}

/** The first child of a node, or what makes it on request; undefined if the node has none. */
type FirstKid = Syntax | undefined | (() => Syntax | undefined);

/**
 * A large repository has millions of them, so each field counts. A node knows its first child and its next sibling:
 * lists of children would take two fifths of the memory of a tree.
 */
export class Syntax {
  readonly type: NodeKind;
  /** The name of this node's place in its parent (`body`, `value`, …), or an empty text. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly source: Source;
  #first: FirstKid;
  #next: Syntax | undefined;

  constructor({ type, field, start, end, source, first }: SyntaxParts) {
    this.type = type;
    this.field = field;
    this.start = start;
    this.end = end;
    this.source = source;
    this.#first = first;
    this.#next = undefined;
  }

  /** Puts the next child of the same parent behind this one. */
  setNext(sibling: Syntax): void {
    this.#next = sibling;
  }

  /** A new list of the children. */
  get kids(): readonly Syntax[] {
    const kids: Syntax[] = [];
    for (let kid = this.firstKid; kid !== undefined; kid = kid.#next) kids.push(kid);
    return kids;
  }

  get firstKid(): Syntax | undefined {
    if (typeof this.#first === 'function') this.#first = this.#first();
    return this.#first;
  }

  /** The child in the named place. */
  child(field: FieldName): Syntax | undefined {
    for (let kid = this.firstKid; kid !== undefined; kid = kid.#next) if (kid.field === field) return kid;
    return undefined;
  }

  /** The first child of a type. */
  first(type: NodeKind): Syntax | undefined {
    for (let kid = this.firstKid; kid !== undefined; kid = kid.#next) if (kid.type === type) return kid;
    return undefined;
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }

  get row(): number {
    return this.source.rowOf(this.start);
  }

  /** The line in the file, counted from 1. */
  get line(): number {
    return this.row + 1;
  }
}

/** The syntax of a whole file. */
export interface FileSyntax extends Syntax {
  /** The row of the first text that the grammar does not accept, anywhere in the file. */
  readonly faultRow: number | undefined;
}

/**
 * Copies the part of a tree that the analysis needs; the tree is then freed. A function's body is parsed again on
 * request.
 * The trees of a large workspace would take more memory than everything else.
 */
export function toSyntax(tree: Tree, source: Source, reading: Reading): FileSyntax {
  const node = tree.rootNode;
  const cursor = new TreeWalk(reading.engine, node, tree);
  const first = children({ cursor, source, reading, shift: 0, isBody: false }, 0);
  cursor.close();
  const { startIndex: start, endIndex: end } = node;
  const file = new Syntax({ type: reading.grammar.entryOf(node.typeId).kind, field: '', start, end, source, first });
  return Object.assign(file, { faultRow: faultRowOf(node, source) });
}

/** The first text with an error. A single word hides no call: the grammar rejects `Vec::<u8> {}`, which is valid. */
function faultRowOf(node: Node, source: Source, shift = 0): number | undefined {
  if (node.isError && !/^[&:<>\w]*$/.test(node.text)) return source.rowOf(node.startIndex + shift);
  for (const child of node.hasError ? node.children : []) {
    const row = child === null ? undefined : faultRowOf(child, source, shift);
    if (row !== undefined) return row;
  }
  return undefined;
}

/** How bodies are read. */
export interface Reading {
  readonly parse: (text: string) => Tree;
  readonly engine: Engine;
  readonly grammar: Grammar;
  /** Gets the row of a syntax error in a body that is read for the first time. */
  readonly onFault: (row: number) => void;
}

/** A walk over a tree. */
interface Walk {
  readonly cursor: TreeWalk;
  readonly source: Source;
  readonly reading: Reading;
  /** The offset of the parsed text from its place in the source. */
  readonly shift: number;
  /** Whether it is a walk over a body, which is converted completely at once. */
  readonly isBody: boolean;
}

/** The assumed depth of a body in its file. */
const BODY = 12;
const HEAD = 'fn m() ';

/** A function's body is parsed and converted when the analysis reaches the function. */
function later({ source, reading }: Walk, body: string, start: number): () => Syntax | undefined {
  return () => {
    const tree = reading.parse(`${HEAD}${body}`);
    const shift = start - HEAD.length;
    const fault = faultRowOf(tree.rootNode, source, shift);
    if (fault !== undefined) reading.onFault(fault);
    const block = tree.rootNode.firstNamedChild?.childForFieldName('body') ?? tree.rootNode;
    const cursor = new TreeWalk(reading.engine, block, tree);
    const first = children({ cursor, source, reading, shift, isBody: true }, BODY);
    cursor.close();
    tree.delete();
    return first;
  };
}

/** Converts the children of the node at the cursor; returns the first. */
function children(walk: Walk, depth: number): Syntax | undefined {
  const { cursor, source, shift } = walk;
  const { grammar } = walk.reading;
  if (depth > MAX_DEPTH || !cursor.toFirstChild()) return undefined;
  let firstKid: Syntax | undefined;
  let last: Syntax | undefined;
  do {
    const entry = grammar.entryOf(cursor.typeId);
    if (entry.isUnwanted) continue;
    const field = grammar.fieldOf(cursor.fieldId);
    // Tokens such as `(` matter only in a named place (an operator), and `_` as a pattern.
    if (!entry.isNamed && field === '' && entry.kind !== '_') continue;
    const start = cursor.start + shift;
    const end = cursor.end + shift;
    const first = firstOf(walk, entry, { start, end, depth });
    const kid = new Syntax({ type: entry.kind, field, start, end, source, first });
    firstKid ??= kid;
    last?.setNext(kid);
    last = kid;
  } while (cursor.toNextSibling());
  cursor.toParent();
  return firstKid;
}

function firstOf(
  walk: Walk,
  { kind, isLeaf }: GrammarEntry,
  { start, end, depth }: { readonly start: number; readonly end: number; readonly depth: number },
): FirstKid {
  if (isLeaf) return undefined;
  const isBody = !walk.isBody && kind === 'block';
  return isBody ? later(walk, walk.source.text.slice(start, end), start) : children(walk, depth + 1);
}
