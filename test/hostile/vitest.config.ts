// Repositories, answers and settings that mean harm, each through the program as users run it.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('hostile'),
    include: ['test/hostile/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // What is built runs as users run it, not through the loader of the tests.
    server: { deps: { external: [/\/dist\//] } },
    // A test here says "ends": what does not is killed by its own bound, long before this one.
    testTimeout: 60_000,
  },
});
