// `run.js` says what is changed and which tests must see it. Reports go to .cache/mutants/.
const { name, files } = JSON.parse(process.env['MUTANTS']);

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'scripts/mutants/vitest.config.ts' },
  mutate: files,
  // Texts for people are no behaviour that a test should repeat.
  mutator: { excludedMutations: ['StringLiteral'] },
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, reportTests: false, skipFull: true },
  jsonReporter: { fileName: `.cache/mutants/${name}.json` },
  tempDirName: '.cache/mutants/sandbox',
  ignorePatterns: ['.cache', 'docs/.vitepress', 'test/backstage', 'test/cluster', 'scripts/mutants/node_modules'],
  concurrency: Number(process.env['CONCURRENCY'] ?? 2),
  dryRunTimeoutMinutes: 60,
  timeoutMS: 60_000,
};
