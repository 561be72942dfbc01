// Builds the real image, which takes longer than all other suites together; .ci/run skips it.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('image'),
    include: ['test/image/**/*.test.ts'],
    globalSetup: ['test/image/setup.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 3_600_000,
  },
});
