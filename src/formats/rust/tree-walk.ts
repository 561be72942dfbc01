// A walk over a tree of the parser. The cursor of web-tree-sitter copies its state into the memory of WebAssembly and
// back for each question; this one leaves it there.
import type { Node, Tree } from 'web-tree-sitter';

const names = [
  '_ts_tree_cursor_new_wasm',
  '_ts_tree_cursor_delete_wasm',
  '_ts_tree_cursor_goto_first_child_wasm',
  '_ts_tree_cursor_goto_next_sibling_wasm',
  '_ts_tree_cursor_goto_parent_wasm',
  '_ts_tree_cursor_current_node_type_id_wasm',
  '_ts_tree_cursor_current_field_id_wasm',
  '_ts_tree_cursor_start_index_wasm',
  '_ts_tree_cursor_end_index_wasm',
] as const;

/** The functions of the engine for a cursor whose state is in its transfer buffer; each takes the address of a tree. */
export type Engine = Readonly<Record<(typeof names)[number], (tree: number) => number>>;

/**
 * The functions of a loaded engine.
 *
 * @param binding what `Parser.init` was given, to which it adds them
 * @throws Error if another version of web-tree-sitter has other functions
 */
export function engineOf(binding: object): Engine {
  const missing = names.filter((name) => typeof Reflect.get(binding, name) !== 'function');
  if (missing.length > 0) throw new Error(`The engine of web-tree-sitter has no ${missing.join(', ')}.`);
  return binding as Engine;
}

/** Starts at a node. Until it is closed, nothing else may ask the parser or one of its nodes. */
export class TreeWalk {
  readonly #engine: Engine;
  readonly #tree: number;

  constructor(engine: Engine, node: Node, tree: Tree) {
    this.#engine = engine;
    this.#tree = Number(Reflect.get(tree, 0));
    // A question about the node puts it into the transfer buffer, where the new cursor looks for it.
    void node.endIndex;
    engine._ts_tree_cursor_new_wasm(this.#tree);
  }

  close(): void {
    this.#engine._ts_tree_cursor_delete_wasm(this.#tree);
  }

  toFirstChild(): boolean {
    return this.#engine._ts_tree_cursor_goto_first_child_wasm(this.#tree) === 1;
  }

  toNextSibling(): boolean {
    return this.#engine._ts_tree_cursor_goto_next_sibling_wasm(this.#tree) === 1;
  }

  toParent(): void {
    this.#engine._ts_tree_cursor_goto_parent_wasm(this.#tree);
  }

  get typeId(): number {
    return this.#engine._ts_tree_cursor_current_node_type_id_wasm(this.#tree);
  }

  get fieldId(): number {
    return this.#engine._ts_tree_cursor_current_field_id_wasm(this.#tree);
  }

  get start(): number {
    return this.#engine._ts_tree_cursor_start_index_wasm(this.#tree);
  }

  get end(): number {
    return this.#engine._ts_tree_cursor_end_index_wasm(this.#tree);
  }
}
