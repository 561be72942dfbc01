import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/**/*.test.ts'], exclude: ['test/rust/**', 'test/cluster/**', 'test/judges/**', 'test/image/**'] },
});
