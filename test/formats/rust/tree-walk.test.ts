// Our walk over a tree finds what the cursor of web-tree-sitter finds.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { loadRustParser, type RustParser } from '../../../src/formats/rust/parser.ts';
import type { Syntax } from '../../../src/formats/rust/syntax.ts';
import { engineOf } from '../../../src/formats/rust/tree-walk.ts';

const UNWANTED = new Set([
  'line_comment',
  'block_comment',
  'visibility_modifier',
  'lifetime',
  'escape_sequence',
  'mutable_specifier',
]);
const CLOSED = new Set([
  'string_literal',
  'raw_string_literal',
  'attribute_item',
  'inner_attribute_item',
  'token_tree',
  'token_tree_pattern',
]);
const folder = path.resolve('test/inference/fixtures');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.rs'));

let compared = 0;
let ours: RustParser;
let theirs: Parser;
beforeAll(async () => {
  ours = await loadRustParser();
  theirs = new Parser();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-rust/tree-sitter-rust.wasm');
  theirs.setLanguage(await Language.load(readFileSync(grammar)));
});

/** The nodes of a tree, each with its depth; without those inside of a node that ours does not open. */
function theirNodes(cursor: TreeCursor, depth: number, found: string[]): readonly string[] {
  const { nodeIsNamed: isNamed, nodeType: type, currentFieldName: field } = cursor;
  if (isNamed ? UNWANTED.has(type) : field === null && type !== '_') return found;
  found.push(`${depth} ${isNamed ? type : ''} ${field ?? ''} ${cursor.startIndex} ${cursor.endIndex}`);
  if (isNamed && !CLOSED.has(type) && cursor.gotoFirstChild()) {
    do theirNodes(cursor, depth + 1, found);
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return found;
}

function ourNodes({ type, field, start, end, kids }: Syntax, depth: number): readonly string[] {
  const isNamed = type !== 'token' && type !== '_';
  return [
    `${depth} ${isNamed ? type : ''} ${field} ${start} ${end}`,
    ...kids.flatMap((each) => ourNodes(each, depth + 1)),
  ];
}

test.each(files)('%s', (file) => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const tree = theirs.parse(text);
  if (tree?.rootNode.hasError !== false) return;
  compared += 1;
  expect(ourNodes(ours.parse(text, file), 0)).toEqual(theirNodes(tree.walk(), 0, []));
});

test('nearly all files are compared', () => {
  expect(compared).toBeGreaterThan(Math.max(150, files.length - 10));
});

test('an engine without a function is refused by name', () => {
  expect(() => engineOf({})).toThrow('has no _ts_tree_cursor_new_wasm, ');
});
