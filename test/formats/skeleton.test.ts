// A file is parsed without the bodies of its functions, and each body on demand: the result must be the same.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../src/formats/rust/parser.ts';
import { skeleton } from '../../src/formats/rust/skeleton.ts';
import type { Syntax } from '../../src/formats/rust/syntax.ts';

const parser = await loadRustParser();
const root = path.resolve(import.meta.dirname, '..');
const fixtures = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.rs'));

function shown({ type, field, start, end, kids }: Syntax): unknown {
  return [type, field, start, end, kids.map(shown)];
}

function sameTrees(text: string): void {
  expect(shown(parser.parseFile(text, 'a.rs', () => undefined))).toEqual(shown(parser.parse(text, 'a.rs')));
}

test('the tree equals that of the whole text, for every Rust file of the tests', () => {
  expect(fixtures.length).toBeGreaterThan(100);
  for (const file of fixtures) sameTrees(readFileSync(path.join(root, file), 'utf8'));
});

const HARD = `
trait Walk { fn step(&self); fn run(&self) -> [u8; { 1 + 1 }] { [b'}', b'{'] } }
impl<'a, const N: usize> Walk for Held<'a, N> where [(); { N }]: Sized {
    fn step(&self) { let c = '}'; let s = "} \\" {"; let r = r##"}"# {"##; let b = br#"}"#; let u = '\\u{7d}'; }
}
mod deep { mod deeper { mod deepest { mod bottom { impl A { pub(crate) async unsafe fn r#fn<'a>(x: &'a str) { x; } } } } } }
/* } /* { */ fn commented() { */ // fn line() {
macro_rules! make { ($name:ident) => { fn $name() { { 1 }; } }; (two) => { fn two() { } } }
make!(fn a; struct B { c: u8 });
struct After { field: fn(u8) -> u8, other: u8 }
const WORD: fn() -> u8 = { fn inner() -> u8 { 3 } inner };
fn nested() { fn inside() { struct S { a: u8 } } macro_rules! m { () => { { } } } }
fn last() {}
`;

test('braces in texts, comments, macros, types and constants are not those of a body', () => {
  sameTrees(HARD);
  expect(skeleton(HARD)).toHaveLength(HARD.length);
  expect(skeleton(HARD)).not.toContain('let ');
  expect(skeleton(HARD)).toContain('struct After { field: fn(u8) -> u8, other: u8 }');
});

test('a text with unbalanced braces is parsed as a whole', () => {
  for (const text of ['fn a() { } }', 'fn a() { ( }', 'fn a() {']) expect(skeleton(text)).toBeUndefined();
});

test('a syntax error is reported with its row, and in a body once it is read', () => {
  const rows: number[] = [];
  const file = parser.parseFile('\nfn a() {\n  1;\n  let x = #;\n}\nstruct ### {}\n', 'a.rs', (row) => rows.push(row));
  expect(rows).toEqual([5]);
  expect(shown(file)).toBeDefined();
  expect(rows).toEqual([5, 3]);
});
