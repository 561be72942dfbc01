// A name from a repository never finds a property that every object has: `constructor`, `__proto__`, `toString`.
import { expect, test } from 'vitest';
import { table } from '../src/table.ts';

const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];

test.each(inherited)('a table does not have the key %s unless it was given', (name) => {
  expect(table({ list: 1 })[name]).toBeUndefined();
  expect(table(JSON.parse(`{"${name}": 1}`))[name]).toBe(1);
});
