// The tests of one group, whose files share the modules of a worker as in the fast suite.
import { defineConfig } from 'vitest/config';

const { tests }: { readonly tests: string[] } = JSON.parse(process.env['MUTANTS'] ?? '{"tests":[]}');

export default defineConfig({
  test: { include: tests, isolate: false, deps: { interopDefault: false }, testTimeout: 120_000, hookTimeout: 120_000 },
});
