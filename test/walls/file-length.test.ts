// Files are short enough to understand: 250 lines at the width of the formatter.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const most = 250;

/** Longer ones, and the reasons. A file that is short again must leave the list. */
const longer: Readonly<Record<string, string>> = {
  'src/rules/index.ts': 'a list that a test writes',
  'src/formats/rust/node-kinds.ts': 'a list that scripts/node-kinds.js writes',
  'src/kubernetes/kinds.ts': 'a table',
  'test/rules/spoiled.ts': 'a table, one entry for each rule',
  'test/presets/loosen.test.ts': 'a table of attempts',
};

test('only the listed files are longer', () => {
  const found = ['src', 'test', 'generators', 'scripts'].flatMap(below).filter((file) => linesOf(file) > most);
  expect(found.sort()).toEqual(Object.keys(longer).sort());
});

function linesOf(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}

function below(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[tj]s$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name).replaceAll(path.sep, '/'))
    .filter((file) => !/node_modules|test\/golden\//.test(file));
}
