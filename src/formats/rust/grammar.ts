// The kinds of nodes and the names of places in the grammar, by their numbers: each node of a tree has two.
import type { Language } from 'web-tree-sitter';
import { isNodeKind, type NodeKind } from './node-kinds.ts';

/** A kind of node. */
export interface GrammarEntry {
  readonly kind: NodeKind;
  /** A token such as `(` has no name. */
  readonly isNamed: boolean;
  /** It says nothing that the analysis needs. */
  readonly isUnwanted: boolean;
  /** Its children add nothing to its text. */
  readonly isLeaf: boolean;
}

export class Grammar {
  readonly #entries: readonly GrammarEntry[];
  readonly #fields: readonly (string | null)[];

  constructor(language: Language) {
    this.#entries = language.types.map((type, id) => entry(type, language.nodeTypeIsNamed(id)));
    this.#fields = language.fields;
  }

  /** @param id of text that the grammar does not accept, or of a kind */
  entryOf(id: number): GrammarEntry {
    return this.#entries[id] ?? ERROR;
  }

  /** The name of a place, or an empty text. */
  fieldOf(id: number): string {
    return this.#fields[id] ?? '';
  }
}

function entry(type: string, isNamed: boolean): GrammarEntry {
  const kind = isNodeKind(type) ? type : 'token';
  return { kind, isNamed, isUnwanted: isNamed && UNWANTED.has(kind), isLeaf: !isNamed || LEAVES.has(kind) };
}

const ERROR: GrammarEntry = { kind: 'ERROR', isNamed: true, isUnwanted: false, isLeaf: false };

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

const UNWANTED: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'line_comment',
  'block_comment',
  'visibility_modifier',
  'lifetime',
  'escape_sequence',
  'mutable_specifier',
]);
