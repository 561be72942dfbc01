import { expect, test } from 'vitest';
import { evidenceLine } from '../../src/scaffold/evidence-lines.ts';

const files = new Map([['src/a.rs', 'one\ntwo\nthree two\n']]);

test('names the first line with the text', () => {
  expect(evidenceLine({ path: 'src/a.rs', text: 'two' }, files)).toBe('src/a.rs:2');
});

test('a missing text or file is an error, never another line', () => {
  expect(() => evidenceLine({ path: 'src/a.rs', text: 'four' }, files)).toThrow(/no line with "four"/);
  expect(() => evidenceLine({ path: 'src/b.rs', text: 'one' }, files)).toThrow(/no src\/b\.rs/);
});
