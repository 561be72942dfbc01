// Updates of the output of older commits, with random edits; needs the history of this project, and cargo.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('updates'),
    include: ['test/updates/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 300_000,
  },
});
