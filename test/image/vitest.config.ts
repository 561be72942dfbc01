// The image built for real, which takes longer than all other suites together; .ci/run does without.
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
