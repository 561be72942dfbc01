// A small syntax tree: the part of tree-sitter's that the analysis needs, with function bodies read on request.

import type { Language, Node, Tree, TreeCursor } from 'web-tree-sitter';
import { type FieldName, isNodeKind, type NodeKind } from './node-kinds.ts';
import type { Source } from './source.ts';

/** Deeper nesting than in any real program is cut off, so that no file can exhaust the stack. */
const MAX_DEPTH = 250;

interface SyntaxParts {
  readonly type: NodeKind;
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly source: Source;
  readonly kids: readonly Syntax[] | (() => readonly Syntax[]);
}

/** A large repository has millions of them: each field counts. */
export class Syntax {
  readonly type: NodeKind;
  /** The name of this node's place in its parent (`body`, `value`, …), or an empty text. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly source: Source;
  /** Makes the children on the first request. */
  #kids: readonly Syntax[] | (() => readonly Syntax[]);

  constructor({ type, field, start, end, source, kids }: SyntaxParts) {
    this.type = type;
    this.field = field;
    this.start = start;
    this.end = end;
    this.source = source;
    this.#kids = kids;
  }

  get kids(): readonly Syntax[] {
    if (typeof this.#kids === 'function') this.#kids = this.#kids();
    return this.#kids;
  }

  /** The child in the named place. */
  child(field: FieldName): Syntax | undefined {
    for (const kid of this.kids) if (kid.field === field) return kid;
    return undefined;
  }

  /** The first child of a type. */
  first(type: NodeKind): Syntax | undefined {
    for (const kid of this.kids) if (kid.type === type) return kid;
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
  const walk: Walk = { cursor: node.walk(), language: tree.language, source, reading, shift: 0, isBody: false };
  const kids = children(walk, 0);
  walk.cursor.delete();
  const { startIndex: start, endIndex: end } = node;
  const file = new Syntax({ type: typeAt(walk, node.typeId), field: '', start, end, source, kids });
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

/** Reads bodies on request. */
export interface Reading {
  readonly parse: (text: string) => Tree;
  /** Gets the row of a syntax error in a body that is read for the first time. */
  readonly onFault: (row: number) => void;
}

/** A walk over a tree. Each request to the cursor is a call of WebAssembly, so none is made twice. */
interface Walk {
  readonly cursor: TreeCursor;
  readonly language: Language;
  readonly source: Source;
  readonly reading: Reading;
  /** The offset of the parsed text from its place in the source. */
  readonly shift: number;
  /** Whether it is a walk over a body, which is converted completely at once. */
  readonly isBody: boolean;
}

function convert(walk: Walk, type: NodeKind, field: string, depth: number): Syntax {
  const { cursor, source, shift } = walk;
  const [start, end] = [cursor.startIndex + shift, cursor.endIndex + shift];
  const kids =
    !walk.isBody && depth > 0 && type === 'block'
      ? later(walk, source.text.slice(start, end), start)
      : LEAVES.has(type)
        ? NONE
        : children(walk, depth);
  return new Syntax({ type, field, start, end, source, kids });
}

/** Nodes whose children add nothing to their text. */
const LEAVES: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'identifier',
  'type_identifier',
  'field_identifier',
  'string_literal',
  'raw_string_literal',
  'integer_literal',
  'primitive_type',
  'attribute_item',
  'self',
  'crate',
  'super',
  'token_tree',
  'shorthand_field_identifier',
  'token_tree_pattern',
  'boolean_literal',
  'inner_attribute_item',
]);

const NONE: readonly Syntax[] = [];

/** The assumed depth of a body in its file. */
const BODY = 12;
const HEAD = 'fn m() ';

/** A function's body is parsed and converted when the analysis reaches the function. */
function later({ language, source, reading }: Walk, body: string, start: number): () => readonly Syntax[] {
  return () => {
    const tree = reading.parse(`${HEAD}${body}`);
    const shift = start - HEAD.length;
    const fault = faultRowOf(tree.rootNode, source, shift);
    if (fault !== undefined) reading.onFault(fault);
    const block = tree.rootNode.firstNamedChild?.childForFieldName('body') ?? tree.rootNode;
    const cursor = block.walk();
    const kids = children({ cursor, language, source, reading, shift, isBody: true }, BODY);
    cursor.delete();
    tree.delete();
    return kids;
  };
}

function children(walk: Walk, depth: number): readonly Syntax[] {
  const { cursor, language } = walk;
  if (depth > MAX_DEPTH || !cursor.gotoFirstChild()) return NONE;
  const kids: Syntax[] = [];
  do {
    const id = cursor.nodeTypeId;
    const type = typeAt(walk, id);
    // Tokens such as `(` matter only in a named place (an operator), and `_` as a pattern.
    const isNamed = id === ERROR || language.nodeTypeIsNamed(id);
    if (isNamed && UNWANTED.has(type)) continue;
    const field = language.fieldNameForId(cursor.currentFieldId) ?? '';
    if (isNamed || field !== '' || type === '_') kids.push(convert(walk, type, field, depth + 1));
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  // A list that grew has room for sixteen more; the copy has none.
  return kids.length === 0 ? NONE : kids.slice();
}

const UNWANTED: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'line_comment',
  'block_comment',
  'visibility_modifier',
  'lifetime',
  'escape_sequence',
  'mutable_specifier',
]);

/** The type of text that the grammar does not accept. */
const ERROR = 65_535;

function typeAt({ language }: Walk, id: number): NodeKind {
  const type = id === ERROR ? 'ERROR' : (language.types[id] ?? 'ERROR');
  return isNodeKind(type) ? type : 'token';
}
