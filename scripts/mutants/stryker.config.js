// `run.js` selects the mutated files and the tests. Reports go to .cache/mutants/.
import path from 'node:path';
import { excludedMutations } from './excluded.js';

const { name, files, drawn } = JSON.parse(process.env['MUTANTS']);

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', path.join(import.meta.dirname, 'only-sample.js')],
  checkers: drawn === undefined ? [] : ['only-sample'],
  vitest: { configFile: 'scripts/mutants/vitest.config.ts' },
  mutate: files,
  mutator: { excludedMutations },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  jsonReporter: { fileName: `.cache/mutants/${name}.json` },
  tempDirName: '.cache/mutants/sandbox',
  ignorePatterns: ['.cache', 'docs/.vitepress', 'test/backstage', 'test/cluster', 'scripts/mutants/node_modules'],
  concurrency: Number(process.env['CONCURRENCY'] ?? 2),
  dryRunTimeoutMinutes: 60,
  timeoutMS: 60_000,
};
