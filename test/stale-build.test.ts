// A stale build is not tested.
import { expect, test } from 'vitest';
import { refusalFor, startsProgram } from './stale-build.ts';

test('tests that start the program are refused while dist/ is stale, and others run', () => {
  expect(refusalFor(['test/cli/audit.test.ts'], false)).toContain('Run `node scripts/setup.js`');
  expect(refusalFor(['test/cli/audit.test.ts'], true)).toBeUndefined();
  expect(refusalFor([], false)).toBeUndefined();
});

test.each([
  ["import { run } from './run.ts';", true],
  ["import { bin } from '../cli/run.ts';", true],
  [`const generator = '../../${'dist'}/generators/app/index.js';`, true],
  ["import { audit } from '../../src/audit/audit.ts';", false],
  ["import { runAll } from './runner.ts';", false],
])('%s', (source, starts) => expect(startsProgram(source)).toBe(starts));
