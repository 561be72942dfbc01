// A real Backstage backend, whose packages are 400 MB; .ci/run does without.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('backstage'),
    include: ['test/backstage/**/*.test.ts'],
    globalSetup: ['test/backstage/setup.ts'],
    pool: 'forks',
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
});
