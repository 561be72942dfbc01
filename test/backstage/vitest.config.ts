// A real Backstage backend with 400 MB of packages; .ci/run skips it.
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
