// Foreign expressions match what RegExp matches, in time linear in the text.
import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsPattern } from '../../src/formats/json-schema/pattern.ts';
import { linearOf } from '../../src/formats/linear/fits.ts';
import { matches, whyNoExpression } from '../../src/presets/expression.ts';

const atom = fc.constantFrom(
  ...[
    'a',
    'b',
    '.',
    '[ab]',
    '[^a]',
    '\\d',
    '\\w',
    '\\W',
    '^',
    '$',
    '\\b',
    '\\B',
    '\\u{61}',
    'é',
    '\\.',
    '-',
    '\\p{Lu}',
  ],
);
const { tree } = fc.letrec<{ tree: string; group: string }>((tie) => ({
  tree: fc.array(fc.oneof({ maxDepth: 4 }, atom, tie('group')), { maxLength: 4 }).map((parts) => parts.join('')),
  group: fc
    .tuple(
      fc.constantFrom('(', '(?:', '(?<n>'),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?', '??', '{1,3}?'),
    )
    .map(([open, ways, times]) => `${open}${ways.join('|')})${times}`),
}));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', '.', ' ', 'é', '😀', '\n'), maxLength: 8 });

test('it matches what RegExp matches', () => {
  let tried = 0;
  fc.assert(
    fc.property(tree, text, (source, one) => {
      const ours = linearOf(source);
      const theirs = expressionOf(source);
      // V8 also tests \B between the two halves of such a character.
      if (source.includes('\\B') && one.includes('😀')) return;
      if (theirs === undefined) {
        expect(ours).toBeUndefined();
        return;
      }
      tried += 1;
      expect({ source, one, found: ours?.isIn(one) }).toEqual({ source, one, found: theirs.test(one) });
    }),
    { numRuns: 5000 },
  );
  expect(tried).toBeGreaterThan(2000);
});

test.each([
  '(?=a)',
  '(?!a)',
  '(?<=a)',
  '(?<!a)',
  '(a)\\1',
  '(?<n>a)\\k<n>',
  '((a{90}){90}){90}',
  '(?:){1000000000}',
  '(',
])('%s is not supported', (source) => expect(linearOf(source)).toBeUndefined());

test.each(['[(?=a)]', '[\\1]'.replace('\\1', '1'), '\\(?', '\\\\(?:a)', '(?<name>a)', '[^\\]]', '\\-'.slice(1)])(
  '%s only looks unsupported',
  (source) => expect(linearOf(source)).toBeDefined(),
);

/** With backtracking, each of these would never end. */
const endless: Readonly<Record<string, readonly [pattern: string, text: string]>> = {
  'deeply nested repetitions': [`^${'('.repeat(90)}a${'+)'.repeat(90)}b$`, 'a'.repeat(11)],
  'one nested repetition': ['^(a+)+$', `${'a'.repeat(5000)}b`],
  'optional parts': ['a?'.repeat(60) + 'a'.repeat(60), 'a'.repeat(59)],
  'equal alternatives': [`^${'(a|a)'.repeat(30)}b`, 'a'.repeat(200)],
  'adjacent repetitions': ['a*a*a*a*a*b', 'a'.repeat(5000)],
  'counted repetitions': ['(a{1,9}){1,9}b', 'a'.repeat(5000)],
};

describe.each(Object.entries(endless))('of %s', (_, [pattern, one]) => {
  test('a schema and a preset end quickly', () => {
    const start = performance.now();
    expect(fitsPattern(pattern, one)).toBe(false);
    if (pattern.length <= 200) {
      expect(whyNoExpression(pattern)).toBeUndefined();
      expect(matches(pattern, one)).toBe(false);
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('an expression nested deeper than the stack is not supported', () => {
  expect(linearOf(`${'('.repeat(5000)}a${')'.repeat(5000)}`)).toBeUndefined();
});

function expressionOf(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}
