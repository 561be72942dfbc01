// The load test runs alone, because it measures.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/cluster/load/*.load.ts'],
    globalSetup: ['test/cluster/load/setup.ts'],
    pool: 'forks',
    testTimeout: 900_000,
    hookTimeout: 300_000,
  },
});
