// The package of a clean clone, as in a release: installed from the tarball, and packed twice with the same bytes.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('release'),
    include: ['test/release/**/*.test.ts'],
    maxWorkers: '100%',
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
