// docs/golden-path.md, command by command.
import { defineConfig } from 'vitest/config';
import { reporting } from '../reporting.ts';

export default defineConfig({
  test: {
    ...reporting('golden-path'),
    include: ['test/golden-path/**/*.test.ts'],
    hookTimeout: 300_000,
  },
});
