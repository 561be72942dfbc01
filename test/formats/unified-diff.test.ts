// git applies the diff, whatever changed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { unifiedDiff } from '../../src/formats/unified-diff.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'diff-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const lines = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', '', '-x', '+y'), { maxLength: 30 }), fc.boolean())
  .map(([list, end]) => list.join('\n') + (end && list.length > 0 ? '\n' : ''));

test('git apply turns the first text into the second', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      fc.pre(before !== after && before !== '' && after !== '');
      const file = path.join(root, 'file');
      writeFileSync(file, before);
      execFileSync('git', ['apply', '-'], {
        cwd: root,
        input: unifiedDiff('file', before, after),
        stdio: ['pipe', 'ignore', 'pipe'],
      });
      expect(readFileSync(file, 'utf8')).toBe(after);
    }),
    { numRuns: 60 },
  );
});

test('a new file', () => {
  execFileSync('git', ['apply', '-'], { cwd: root, input: unifiedDiff('sub/new', undefined, 'a\nb\n') });
  expect(readFileSync(path.join(root, 'sub/new'), 'utf8')).toBe('a\nb\n');
});
