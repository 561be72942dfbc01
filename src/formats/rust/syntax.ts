// A light syntax tree: what the analysis needs of tree-sitter's, with function bodies read only when asked for.

import type { Node, TreeCursor } from 'web-tree-sitter';
import type { Source } from './source.ts';

/** Deeper nesting than any real program has is cut off, so that no file can exhaust the stack. */
const MAX_DEPTH = 250;

export class Syntax {
  readonly type: string;
  /** The name of this node's place in its parent (`body`, `value`, …), or an empty text. */
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly source: Source;
  #kids: readonly Syntax[] | undefined;
  #later: (() => readonly Syntax[]) | undefined;

  constructor(type: string, cursor: TreeCursor, source: Source, kids: readonly Syntax[] | (() => readonly Syntax[])) {
    this.type = type;
    this.field = cursor.currentFieldName ?? '';
    this.start = cursor.startIndex;
    this.end = cursor.endIndex;
    this.source = source;
    if (typeof kids === 'function') this.#later = kids;
    else this.#kids = kids;
  }

  get kids(): readonly Syntax[] {
    if (this.#kids === undefined) {
      this.#kids = this.#later?.() ?? [];
      this.#later = undefined;
    }
    return this.#kids;
  }

  /** The child in the named place. */
  child(field: string): Syntax | undefined {
    for (const kid of this.kids) if (kid.field === field) return kid;
    return undefined;
  }

  /** The first child of a type. */
  first(type: string): Syntax | undefined {
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

export function toSyntax(node: Node, source: Source): Syntax {
  return convert(node.walk(), source, 0);
}

function convert(cursor: TreeCursor, source: Source, depth: number): Syntax {
  const type = cursor.nodeType;
  if (depth > 0 && depth < 12 && type === 'block') return later(cursor, source);
  return new Syntax(type, cursor, source, LEAVES.has(type) ? [] : children(cursor, source, depth));
}

/** Nodes whose children say nothing that their text does not. */
const LEAVES = new Set(['identifier', 'type_identifier', 'field_identifier', 'string_literal', 'raw_string_literal', 'integer_literal', 'primitive_type', 'attribute_item', 'self', 'crate', 'super', 'token_tree', 'shorthand_field_identifier', 'token_tree_pattern', 'boolean_literal', 'inner_attribute_item']);

/** A function's body keeps tree-sitter's node and is converted when the analysis reaches the function. */
function later(cursor: TreeCursor, source: Source): Syntax {
  const node = cursor.currentNode;
  return new Syntax('block', cursor, source, () => children(node.walk(), source, 12));
}

function children(cursor: TreeCursor, source: Source, depth: number): readonly Syntax[] {
  const kids: Syntax[] = [];
  if (depth > MAX_DEPTH || !cursor.gotoFirstChild()) return kids;
  do {
    if (isWanted(cursor)) kids.push(convert(cursor, source, depth + 1));
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return kids;
}

const UNWANTED = new Set(['line_comment', 'block_comment', 'visibility_modifier', 'lifetime', 'escape_sequence', 'mutable_specifier']);

function isWanted(cursor: TreeCursor): boolean {
  if (!cursor.nodeIsNamed) return cursor.currentFieldName !== null || cursor.nodeType === '_';
  return !UNWANTED.has(cursor.nodeType);
}
