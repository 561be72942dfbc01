// The tables of the documents: each has a line below its head, and every row has as many cells.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const documents = execFileSync('git', ['ls-files', '-z', '--', '*.md', ':!test', ':!templates'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter(Boolean);

/** GitHub Flavored Markdown, 4.10: every `|` ends a cell except after a backslash, even in code. */
function cellsOf(row: string): number {
  return row
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/).length;
}

test.each(documents)('%s', (file) => {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  let isCode = false;
  const rows = lines.map((line) => {
    if (line.startsWith('```')) isCode = !isCode;
    return !isCode && line.startsWith('|') ? line : undefined;
  });
  const faults = rows.flatMap((row, at) => {
    if (row === undefined) return [];
    const head = rows.slice(0, at).lastIndexOf(undefined) + 1;
    const below = rows[head + 1] ?? '';
    const isRight = /^\|(\s*:?-+:?\s*\|)+\s*$/.test(below) && cellsOf(row) === cellsOf(rows[head] ?? '');
    return isRight ? [] : [`${at + 1}: ${row.slice(0, 60)}`];
  });
  expect(faults).toEqual([]);
});
