// SECURITY.md names a test for each threat, and each exists by its title.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const rows = readFileSync(path.join(root, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!through|---)/.test(line));

/** The list below "What follows from it", up to "It does not stop". */
const points = (readFileSync(path.join(root, 'SECURITY.md'), 'utf8').split('What follows from it:')[1] ?? '')
  .replace(/^It does not stop:[^]*/m, '')
  .split(/^- /m)
  .slice(1)
  .map((point) => point.split('\n\n')[0] ?? '');

test('each threat has a row that names its defence', () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows)
    expect(row.split(' | ').map((cell) => cell.trim() === '')).toEqual([false, false, false, false]);
});

test.each(rows)('%s', (row) => {
  const [, file = '', title = ''] = /`(test\/[^`]+)`: "([^"]+)" \|$/.exec(row) ?? [];
  expect(titlesIn(file)).toContain(title);
});

test('each point that follows has a test', () => {
  expect(points.length).toBeGreaterThan(4);
  for (const point of points) expect(namedBy(point), point).not.toEqual([]);
});

test.each(points.flatMap(namedBy))('%s has "%s"', (file, title) => expect(titlesIn(file)).toContain(title));

/** The tests that a point names after "Shown by". */
function namedBy(point: string): readonly (readonly [string, string])[] {
  const [, shown = ''] = point.split('Shown by ');
  return [...shown.matchAll(/`(test\/[^`]+)`: "(.+?)"(?=[,.](?:\s|$))/g)].map(([, file = '', title = '']) => [
    file,
    title,
  ]);
}

function titlesIn(file: string): readonly (string | undefined)[] {
  const source = readFileSync(path.join(root, file), 'utf8');
  return [...source.matchAll(/\(\s*(['"`])(.*?)\1,\s/g)].map((match) => match[2]);
}
