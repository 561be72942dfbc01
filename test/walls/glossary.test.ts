// `npm run lint` refuses the words that the glossary excludes.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const rows = (readFileSync('docs/glossary.md', 'utf8').split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('each word is explained once, in alphabetical order', () => {
  const words = rows.map(([word = '']) => word);
  expect(words).toEqual([...new Set(words)].sort((a, b) => a.localeCompare(b, 'en')));
  expect(rows.filter(([, means = '']) => means === '')).toEqual([]);
});

test('the spell checker refuses the words that the glossary excludes', () => {
  const refused = rows.flatMap(([, , not = '']) => [...not.matchAll(/`([^`]+)`/g)].map(([, word]) => word));
  expect(JSON.parse(readFileSync('cspell.json', 'utf8')).flagWords).toEqual(refused.sort());
});
