// Valid Rust that the grammar rejects is parsed anyway, with every place and every name unchanged.
import { expect, test } from 'vitest';
import { loadRustParser } from '../../../src/formats/rust/parser.ts';
import { readable, withoutPatternAttributes } from '../../../src/formats/rust/readable.ts';
import type { Syntax } from '../../../src/formats/rust/syntax.ts';

test.each(['&raw', '& raw', '&raw.x', 'f(&raw, 1)', '&&raw', '&raw[0]'])(
  '%s is a reference to a variable',
  async (text) => {
    const tree = (await loadRustParser()).parse(`fn f() { let x = ${text}; }`, 'src/lib.rs');
    expect(tree.faultRow).toBeUndefined();
    expect([...every(tree)].filter(({ type }) => type === 'ERROR')).toEqual([]);
    expect([...every(tree)].filter(({ type }) => type === 'identifier').map((each) => each.text)).toContain('raw');
  },
);

test.each(['&raw const x', '&raw mut x', '&rawest', 'raw', 'draw & raws'])('%s stays as it is', (text) => {
  expect(readable(text)).toBe(text);
});

const accepted = [
  [
    'an unsafe block of foreign functions',
    'unsafe extern "C" { pub safe fn a(); unsafe fn b(); safe static C: u8; }',
    'a',
  ],
  ['an unsafe extern block without an ABI', 'unsafe extern { fn a(); }', 'a'],
  ['a public foreign type', 'extern "C" { pub(crate) type Node; pub type Other; }', 'Node'],
  ['a negative number as a type argument', 'fn a() -> Ranged<-5, 5> { Ranged::<-5, 5>::new() }', 'new'],
  ['a macro with the name of a type', 'fn a() { u16!(match b { C => 1, _ => 2 }); str![[r#"x"#]]; }', 'u16'],
  ['the macro `try!` of old editions', 'fn a() { let b = try!(c.d()); }', 'try'],
  ['a function named safe', 'fn safe() { safe(); }', 'safe'],
  [
    'a token that only macros use',
    'macro_rules! m { ($a:ident ~ $b:ident) => { f($a, $b) }; } fn a() { m!(c ~ d); }',
    'm',
  ],
  ['a dollar without a name', 'macro_rules! m { ($) => { 1 }; ($ $b:ident) => { $b }; }', 'm'],
  [
    'a comment that ends with a dollar',
    'fn a() {\n  // between ^ and $\n  let mut b = String::from("^");\n  c("$ d", b)\n}',
    'b',
  ],
  ['a dollar separated from its name', 'macro_rules! m { ($ b:ident) => { f($ b) }; }', 'm'],
  [
    'a struct with bounds and without fields',
    'struct Empty<T: Copy, const N: usize> where T: Fn(u8) -> Vec<T>; fn a() {}',
    'Empty',
  ],
  [
    'an attribute in a pattern',
    'fn a() { let Options { #[cfg(any())] b, #[allow(unused)] c: Some(d), .. } = e; f(d); }',
    'd',
  ],
  [
    'an attribute in the pattern of an arm',
    'fn a() { match b { C { #[allow(unused)] d: E { #[cfg(a)] x, .. } } if y => z, C { .. } => 1 } }',
    'z',
  ],
  [
    'an attribute in the pattern of a parameter',
    'fn a(Options { #[allow(unused)] b, .. }: Options) { c(|D { #[cfg(x)] d }| d) }',
    'd',
  ],
  ['a comparison with a negative number', 'fn a() { if x<-5 && y < -5 {} }', 'x'],
] as const;

test.each(accepted)('%s is valid', async (_, text, name) => {
  const tree = (await loadRustParser()).parse(text, 'src/lib.rs');
  expect(tree.faultRow).toBeUndefined();
  expect([...every(tree)].map((each) => each.text)).toContain(name);
});

test('the text keeps its length', () => {
  for (const text of ['a & raw\n  .b &raw const c &\n\nraw', ...accepted.map(([, text]) => text)])
    expect(readable(text)).toHaveLength(text.length);
});

test('attributes outside of patterns stay', () => {
  for (const text of [
    'struct A { #[serde(default)] b: u8 } fn f() {}',
    'enum A { #[default] B, C { #[serde(skip)] d: u8 } }',
    'fn f() { let a = A { #[cfg(x)] b: 1, #[cfg(y)] c }; }',
    'fn f() { { #[cfg(x)] a() } }',
    'fn f() { if a { #[cfg(x)] b } == c {} }',
  ])
    expect(withoutPatternAttributes(text)).toBe(text);
});

function* every(syntax: Syntax): Generator<Syntax> {
  yield syntax;
  for (const kid of syntax.kids) yield* every(kid);
}
