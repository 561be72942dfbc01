// What the grammar does not take, and is valid Rust, is parsed all the same, with every place and every name as it was.
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

test('the text is as long as before, whatever it is', () => {
  const text = 'a & raw\n  .b &raw const c &\n\nraw';
  expect(readable(text)).toHaveLength(text.length);
});

function* every(syntax: Syntax): Generator<Syntax> {
  yield syntax;
  for (const kid of syntax.kids) yield* every(kid);
}
