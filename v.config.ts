import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['.cache/*.test.ts'], testTimeout: 600000 } });
