// Our walk over a tree finds what the cursor of web-tree-sitter finds.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { Grammar } from '../../../src/formats/rust/grammar.ts';
import { loadRustParser, type RustParser } from '../../../src/formats/rust/parser.ts';
import type { Syntax } from '../../../src/formats/rust/syntax.ts';
import { engineOf } from '../../../src/formats/rust/tree-walk.ts';

const folder = path.resolve('test/inference/fixtures');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.rs'));

let compared = 0;
let ours: RustParser;
let theirs: Parser;
let grammar: Grammar;
beforeAll(async () => {
  ours = await loadRustParser();
  theirs = new Parser();
  const file = createRequire(import.meta.url).resolve('tree-sitter-rust/tree-sitter-rust.wasm');
  const language = await Language.load(readFileSync(file));
  theirs.setLanguage(language);
  grammar = new Grammar(language);
});

/** The nodes of a tree, each with its depth; without those inside of a node that ours does not open. */
function theirNodes(cursor: TreeCursor, depth: number, found: string[]): readonly string[] {
  const { nodeTypeId, currentFieldName: field } = cursor;
  const { kind, isNamed, isUnwanted, isLeaf } = grammar.entryOf(nodeTypeId);
  if (isUnwanted || (!isNamed && field === null && kind !== '_')) return found;
  found.push(`${depth} ${kind} ${field ?? ''} ${cursor.startIndex} ${cursor.endIndex}`);
  if (!isLeaf && cursor.gotoFirstChild()) {
    do theirNodes(cursor, depth + 1, found);
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return found;
}

function ourNodes({ type, field, start, end, kids }: Syntax, depth: number): readonly string[] {
  return [`${depth} ${type} ${field} ${start} ${end}`, ...kids.flatMap((each) => ourNodes(each, depth + 1))];
}

test.each(files)('%s', (file) => {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const found = nodesOf(text);
  if (found === undefined) return;
  compared += 1;
  expect(ourNodes(ours.parse(text, file), 0)).toEqual(found);
});

/**
 * What their cursor finds in a text without errors. A cursor that nobody deletes frees, once it is collected, another one
 * whose state is in the buffer by then: later parses would fail.
 */
function nodesOf(text: string): readonly string[] | undefined {
  const tree = theirs.parse(text);
  if (tree === null) return undefined;
  const cursor = tree.walk();
  try {
    return tree.rootNode.hasError ? undefined : theirNodes(cursor, 0, []);
  } finally {
    cursor.delete();
    tree.delete();
  }
}

test('nearly all files are compared', () => {
  expect(compared).toBeGreaterThan(Math.max(150, files.length - 10));
});

test('an engine without a function is refused by name', () => {
  expect(() => engineOf({})).toThrow('has no _ts_tree_cursor_new_wasm, ');
});
