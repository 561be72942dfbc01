// SECURITY.md names a test for each threat: each is there, by its title.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const rows = readFileSync(path.join(root, 'SECURITY.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| (?!through|---)/.test(line));

test('each threat has a row that names what stops it', () => {
  expect(rows.length).toBeGreaterThan(10);
  for (const row of rows)
    expect(row.split(' | ').map((cell) => cell.trim() === '')).toEqual([false, false, false, false]);
});

test.each(rows)('%s', (row) => {
  const [, file = '', title = ''] = /`(test\/[^`]+)`: "([^"]+)" \|$/.exec(row) ?? [];
  const source = readFileSync(path.join(root, file), 'utf8');
  const titles = [...source.matchAll(/\(\s*(['"`])(.*?)\1,\s/g)].map((match) => match[2]);
  expect(titles).toContain(title);
});
