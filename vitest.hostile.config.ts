// Repositories, answers and settings that mean harm, each through the program as users run it.
import { defineConfig } from 'vitest/config';
import { reporting } from './test/reporting.ts';

export default defineConfig({
  test: {
    ...reporting('hostile'),
    include: ['test/hostile/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A test here says "ends": what does not is killed by its own bound, long before this one.
    testTimeout: 60_000,
  },
});
