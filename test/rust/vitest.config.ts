import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

// cargo uses all cores: one repository after the other.
export default defineConfig({
  test: {
    ...reporting('rust'),
    include: ['test/rust/**/*.test.ts'],
    globalSetup: 'test/rust/setup.ts',
    fileParallelism: false,
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
