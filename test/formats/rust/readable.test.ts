// Valid Rust that the grammar rejects is parsed anyway, with every place and every name unchanged.
import { expect, test } from 'vitest';
import { loadRustParser } from '../../../src/formats/rust/parser.ts';
import { readable } from '../../../src/formats/rust/readable.ts';
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
  ['an unsafe block without a name of its convention', 'unsafe extern { fn a(); }', 'a'],
  ['a foreign type that others see', 'extern "C" { pub(crate) type Node; pub type Other; }', 'Node'],
  ['a negative number among arguments of a type', 'fn a() -> Ranged<-5, 5> { Ranged::<-5, 5>::new() }', 'new'],
  ['a macro by the name of a type', 'fn a() { u16!(match b { C => 1, _ => 2 }); str![[r#"x"#]]; }', 'u16'],
  ['the macro of old editions', 'fn a() { let b = try!(c.d()); }', 'try'],
  ['a function that is called safe', 'fn safe() { safe(); }', 'safe'],
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

function* every(syntax: Syntax): Generator<Syntax> {
  yield syntax;
  for (const kid of syntax.kids) yield* every(kid);
}
