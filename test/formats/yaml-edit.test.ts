// Edits of YAML change only the lines of the edit.
import { describe, expect, test } from 'vitest';
import { applyEdits, isRefusal } from '../../src/formats/edit.ts';
import { setAt } from '../../src/formats/yaml/edit.ts';
import { removeAt } from '../../src/formats/yaml/remove.ts';
import type { Plain } from '../../src/formats/yaml/emit.ts';
import { parseYaml } from '../../src/formats/yaml/file.ts';
import type { Key } from '../../src/formats/yaml/node.ts';

function set(text: string, keys: readonly Key[], value: Plain, template = false): string {
  const [document] = parseYaml('a.yaml', text, { template }).documents;
  if (document === undefined) throw new Error('does not parse');
  const edits = setAt(document, keys, value);
  return isRefusal(edits) ? `refused: ${edits.refused}` : applyEdits(text, edits);
}

function remove(text: string, keys: readonly Key[]): string {
  const [document] = parseYaml('a.yaml', text).documents;
  if (document === undefined) throw new Error('does not parse');
  const edits = removeAt(document, keys);
  return isRefusal(edits) ? `refused: ${edits.refused}` : applyEdits(text, edits);
}

describe('sets', () => {
  test.each([
    ['a scalar, keeping its comment', 'a: 1 # why\nb: 2\n', ['a'], 3, 'a: 3 # why\nb: 2\n'],
    ['a key after the last one', 'a:\n  b: 1\nc: 2\n', ['a', 'd'], 'x', 'a:\n  b: 1\n  d: x\nc: 2\n'],
    ['missing maps of the path', 'a:\n  b: 1\n', ['a', 'c', 'd'], true, 'a:\n  b: 1\n  c:\n    d: true\n'],
    [
      'into an empty map, keeping the comments below',
      'a: {} # none\n  # b: 2\nc: 1\n',
      ['a', 'b'],
      1,
      'a: # none\n  b: 1\n  # b: 2\nc: 1\n',
    ],
    ['into an empty map on its own line', 'a:\n  {}\n  # b\n', ['a', 'b'], 1, 'a:\n  b: 1\n  # b\n'],
    ['into an empty value', 'a:\nb: 1\n', ['a', 'c'], 1, 'a:\n  c: 1\nb: 1\n'],
    ['into brackets', 'a: {b: 1}\n', ['a', 'c'], [1, 2], 'a: {b: 1, c: [1, 2]}\n'],
    ['in an item of a list', 'a:\n- b: 1\n  c: 2\n- d: 1\n', ['a', 0, 'e'], 1, 'a:\n- b: 1\n  c: 2\n  e: 1\n- d: 1\n'],
    ['with CRLF', 'a:\r\n  b: 1\r\nc: 2\r\n', ['a', 'd', 'e'], 1, 'a:\r\n  b: 1\r\n  d:\r\n    e: 1\r\nc: 2\r\n'],
    ['without a last line break', 'a:\n  b: 1', ['a', 'c'], 1, 'a:\n  b: 1\n  c: 1'],
    [
      'after a block scalar',
      'a:\n  b: |\n    x\n    y\n\nc: 1\n',
      ['a', 'd'],
      1,
      'a:\n  b: |\n    x\n    y\n  d: 1\n\nc: 1\n',
    ],
    [
      'after commented items of the value before',
      'a:\n  b:\n    - 1\n    # - 2\n    # - 3\nc: 1\n',
      ['a', 'd'],
      1,
      'a:\n  b:\n    - 1\n    # - 2\n    # - 3\n  d: 1\nc: 1\n',
    ],
    ['before a comment of the same depth', 'a:\n  b: 1\n  # c: 2\n', ['a', 'd'], 1, 'a:\n  b: 1\n  d: 1\n  # c: 2\n'],
    [
      'after a comment at the end of the text',
      'a:\n  b:\n    - 1\n    # - 2',
      ['a', 'd'],
      1,
      'a:\n  b:\n    - 1\n    # - 2\n  d: 1',
    ],
    ['a text that looks like another type', 'a: 1\n', ['b'], 'on', 'a: 1\nb: "on"\n'],
  ] as const)('%s', (_, text, keys, value, expected) => expect(set(text, [...keys], value)).toBe(expected));

  test('not through an alias', () => expect(set('a: &x {b: 1}\nc: *x\n', ['c', 'b'], 2)).toMatch(/^refused/));
});

describe('sets in a template', () => {
  test('never inside an if', () => {
    const text =
      'spec:\n  {{- if .Values.a }}\n  a: 1\n  {{- end }}\n  b: 2\n  {{- with .Values.c }}\n  c: {{ . }}\n  {{- end }}\n';
    expect(set(text, ['spec', 'd'], 1, true)).toBe(text.replace('  b: 2\n', '  b: 2\n  d: 1\n'));
  });

  test('before the first plain key if no key can precede it', () => {
    const text =
      'spec:\n  {{- with .Values.a }}\n  a:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n  b:\n    {{- toYaml .Values.b | nindent 4 }}\n';
    expect(set(text, ['spec', 'd'], 1, true)).toBe(text.replace('  b:\n', '  d: 1\n  b:\n'));
  });

  test('not in a value that a template fills in', () => {
    expect(set('a:\n  {{- toYaml .Values.a | nindent 2 }}\n', ['a', 'b'], 1, true)).toMatch(/^refused/);
  });
});

describe('removes', () => {
  test.each([
    ['a line', 'a: 1\nb: 2 # why\nc: 3\n', ['b'], 'a: 1\nc: 3\n'],
    ['an item of a list', 'a:\n  - x\n  - y\n', ['a', 0], 'a:\n  - y\n'],
    ['an item between brackets', 'a: [x, y, z]\n', ['a', 1], 'a: [x, z]\n'],
    ['the last item between brackets', 'a: ["x", "y"]\n', ['a', 1], 'a: ["x"]\n'],
    ['the only item', 'a: [x]\n', ['a', 0], 'a: []\n'],
  ] as const)('%s', (_, text, keys, expected) => expect(remove(text, [...keys])).toBe(expected));
});
