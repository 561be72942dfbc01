// The built site in a real browser.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('site'),
    include: ['test/site/**/*.test.ts'],
    globalSetup: 'test/site/setup.ts',
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
