// Tests with a real API server; `npm test` skips them.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('cluster'),
    include: ['test/cluster/**/*.test.ts'],
    globalSetup: ['test/cluster/setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
