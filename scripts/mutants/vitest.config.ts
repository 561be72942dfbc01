// The tests of one group. Its files share the modules of a worker as in the fast suite, except for those that need
// their own.
import { defineConfig } from 'vitest/config';
import { long } from '../../test/long.ts';
import { withSmallHeap, withStandIns } from '../../vitest.config.ts';

const { tests, drawn }: { readonly tests: string[]; readonly drawn?: string[] } = JSON.parse(
  process.env['MUTANTS'] ?? '{"tests":[]}',
);
const folders = tests.map((glob) => glob.split('*')[0] ?? glob);
const apart = [...withStandIns, ...withSmallHeap].filter((file) => folders.some((folder) => file.startsWith(folder)));

export default defineConfig({
  test: {
    deps: { interopDefault: false },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: tests,
          exclude: [...apart, ...(drawn === undefined ? [] : long)],
        },
      },
      ...(apart.length === 0 ? [] : [{ extends: true, test: { name: 'apart', include: apart } } as const]),
    ],
  },
});
