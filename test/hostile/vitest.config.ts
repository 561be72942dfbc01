// Malicious repositories, answers and settings, each in the program as users run it.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('hostile'),
    include: ['test/hostile/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // The build runs as users run it, without the loader of the tests.
    server: { deps: { external: [/\/dist\//] } },
    // A test here checks that something ends: its own limit kills it long before this one.
    testTimeout: 60_000,
  },
});
