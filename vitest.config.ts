// The fast suite (`unit` and `stand-ins`), and what takes long. Their files share the modules of a worker, which halves its time: what a module remembers would come out the same again (ARCHITECTURE.md).
import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { long } from './test/long.ts';
import { reporting } from './test/reporting.ts';

/** The files that put a stand-in in the place of a module: each has a worker of its own. */
export const withStandIns = [
  'test/cli/harden-digests.test.ts',
  'test/cli/resolve-digests.test.ts',
  'test/network/redirected.test.ts',
  'test/permissions/v8-settings.test.ts',
  'test/repo/lock.test.ts',
  'test/repo/windows.test.ts',
];

/** The files that count what is alive: in a worker that others have filled, each count takes a second. */
export const withSmallHeap = ['test/inference/one-run.test.ts'];

/** The folders whose tests need more than Node: each has a configuration of its own. */
const suites = readdirSync('test').filter((folder) => existsSync(`test/${folder}/vitest.config.ts`));

export default defineConfig({
  test: {
    ...reporting('unit'),
    maxWorkers: '100%',
    // Else each use of a CommonJS package, such as `yaml`, goes through a proxy: a tenth of all.
    deps: { interopDefault: false },
    // A busy machine is no fault: a test that hangs still ends.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    globalSetup: ['test/stale-build.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...suites.map((suite) => `test/${suite}/**`), ...withStandIns, ...withSmallHeap, ...long],
        },
      },
      { extends: true, test: { name: 'long', isolate: false, include: [...long] } },
      { extends: true, test: { name: 'stand-ins', include: [...withStandIns, ...withSmallHeap] } },
    ],
  },
});
