// The V8 settings for a repository: late optimisation, and early garbage collection for a large one.
import { execFileSync } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { suitV8 } from '../../src/permissions/v8-settings.ts';

const set = vi.hoisted(() => vi.fn<(flag: string) => void>());
vi.mock('node:v8', () => ({ setFlagsFromString: set }));
afterEach(() => set.mockReset());

const rust = '//'.padEnd(1_000_000, 'x');
const early = '--heap-growing-percent=30';

test.each([
  ['four files of a million characters', ['a.rs', 'b.rs', 'c.rs', 'd.rs'], true],
  ['three', ['a.rs', 'b.rs', 'c.rs'], false],
  ['three files of Rust and one of YAML', ['a.rs', 'b.rs', 'c.rs', 'd.yaml'], false],
])('garbage collection follows the size of %s', (_, files, large) => {
  suitV8(new Map(files.map((file) => [file, rust])));
  expect(set.mock.calls.flat().includes(early)).toBe(large);
});

test.each([
  ['20.19.0', ['--interrupt-budget=800000']],
  ['22.1.0', ['--invocation-count-for-turbofan=30000']],
  ['24.21.0', ['--invocation-count-for-turbofan=30000']],
  ['23.0.0', []],
  ['26.0.0', []],
])('Node.js %s gets only flags that its V8 knows', (node, flags) => {
  suitV8(new Map(), node);
  expect(set.mock.calls.flat()).toEqual(flags);
});

test('the current V8 knows each flag', () => {
  suitV8(new Map(['a.rs', 'b.rs', 'c.rs', 'd.rs'].map((file) => [file, rust])));
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const names = set.mock.calls.flat().map((flag) => flag.split('=')[0]);
  expect(names).toContain('--heap-growing-percent');
  for (const name of names) expect(known).toContain(`${name} (`);
});
