// The types of the syntax tree match the installed grammar: an update that adds an expression fails here, and then does
// not compile until the inference has a rule for it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('src/formats/rust/node-kinds.ts is what scripts/node-kinds.js writes for this grammar', () => {
  const written = execFileSync('node', ['scripts/node-kinds.js', '--print'], { encoding: 'utf8' });
  expect(readFileSync('src/formats/rust/node-kinds.ts', 'utf8')).toBe(written);
});
