import { defineConfig } from 'vitest/config';
import { reporting } from './test/reporting.ts';

export default defineConfig({
  test: {
    ...reporting('unit'),
    // A busy machine is no fault: a test that hangs still ends.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: ['test/stale-build.ts'],
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/rust/**',
      'test/cluster/**',
      'test/judges/**',
      'test/image/**',
      'test/backstage/**',
      'test/hostile/**',
      'test/release/**',
      'test/site/**',
    ],
  },
});
