// The answers that harden read, as a person sees them.
import { expect, test } from 'vitest';
import { answersText } from '../../../src/commands/harden/answers.ts';

const page = { paint: (_: unknown, text: string) => text, columns: undefined };

const shown = (names: readonly string[], because: string): string | undefined =>
  answersText({ watchNamespaces: { value: names, sure: true, because } }, page)[1];

const all = (count: number, text: (at: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, at) => text(at));

test('a few namespaces are all named, with their places', () => {
  const names = all(8, (at) => `n${at}`);
  expect(shown(names, names.map((name) => `${name}.yaml:1`).join(', '))).toBe(
    `  watchNamespaces: ${names.join(', ')}  (${names.map((name) => `${name}.yaml:1`).join(', ')})`,
  );
});

test('of thousands of namespaces the first few are named, and the others are counted', () => {
  const names = all(5000, (at) => `n${at}`);
  expect(shown(names, names.map((name) => `${name}.yaml:1`).join(', '))).toBe(
    '  watchNamespaces: n0, n1, n2, n3, n4 and 4995 more  (n0.yaml:1, n1.yaml:1, n2.yaml:1, n3.yaml:1, n4.yaml:1 and 4995 more)',
  );
});

test('an empty list says so', () => expect(shown([], 'the default')).toBe('  watchNamespaces: none  (the default)'));
