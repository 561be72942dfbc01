// A large repository lets V8 collect garbage earlier; a small one changes nothing.
import { execFileSync } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { boundHeap } from '../../src/permissions/large-heap.ts';

const set = vi.hoisted(() => vi.fn());
vi.mock('node:v8', () => ({ setFlagsFromString: set }));
afterEach(() => set.mockReset());

const rust = '//'.padEnd(1_000_000, 'x');

test.each([
  ['four files of a million characters', ['a.rs', 'b.rs', 'c.rs', 'd.rs'], [['--heap-growing-percent=30']]],
  ['three', ['a.rs', 'b.rs', 'c.rs'], []],
  ['three and one that is no Rust', ['a.rs', 'b.rs', 'c.rs', 'd.yaml'], []],
])('of %s', (_, files, calls) => {
  boundHeap(new Map(files.map((file) => [file, rust])));
  expect(set.mock.calls).toEqual(calls);
});

test('this V8 knows the flag', () => {
  expect(execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' })).toContain('--heap-growing-percent ');
});
