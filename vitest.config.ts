import { defineConfig } from 'vitest/config';
import { reporting } from './test/reporting.ts';

export default defineConfig({
  test: {
    ...reporting('unit'),
    globalSetup: ['test/stale-build.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/rust/**', 'test/cluster/**', 'test/judges/**', 'test/image/**', 'test/hostile/**'],
  },
});
