import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('judges'),
    include: ['test/judges/**/*.test.ts'],
    globalSetup: 'test/judges/setup.ts',
    // Vitest would keep one core free, but most tests wait for one program.
    maxWorkers: '100%',
    testTimeout: 240_000,
    hookTimeout: 600_000,
  },
});
