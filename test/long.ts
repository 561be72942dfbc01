// The slow tests: `npm run test:long` and CI run them; `npx vitest run FILES` runs any file.

/** They start the program, npm, git, Yeoman or a terminal many times. */
const starting = [
  'test/cli/add.test.ts',
  'test/cli/built.test.ts',
  'test/cli/harden-questions.test.ts',
  'test/cli/harden-update.test.ts',
  'test/cli/harden-writes.test.ts',
  'test/cli/prompts.test.ts',
  'test/cli/update.test.ts',
  'test/cli/update-base.test.ts',
  'test/cli/update-ci.test.ts',
  'test/cli/update-clones.test.ts',
  'test/cli/update-git.test.ts',
  'test/cli/update-killed.test.ts',
  'test/cli/update-packaging.test.ts',
  'test/cli/update-renovate.test.ts',
  'test/cli/update-waits.test.ts',
  'test/cli/updates-workflow.test.ts',
  'test/commands/update/weaker.test.ts',
  'test/faults/meanwhile.test.ts',
  'test/faults/places.test.ts',
  'test/generators/app.test.ts',
  'test/package/package.test.ts',
  'test/repo/write.test.ts',
];

/** They try every rule, every answer, programs of every size, or the types of all sources. */
const trying = [
  'test/answers/outputs/outputs.test.ts',
  'test/answers/refused.test.ts',
  'test/audit/growth.test.ts',
  'test/audit/key.test.ts',
  'test/inference/accounts.test.ts',
  'test/inference/generator-pairs.test.ts',
  'test/inference/growth.test.ts',
  'test/inference/mutation/mutation.test.ts',
  'test/inference/robust.test.ts',
  'test/inference/size.test.ts',
  'test/presets/loosen.test.ts',
  'test/presets/loosen-around.test.ts',
  'test/rules/document.test.ts',
  'test/rules/laws.test.ts',
  'test/rules/reference.test.ts',
  'test/rules/unread-values.test.ts',
  'test/scaffold/chart-values.test.ts',
  'test/scaffold/charts-alone.test.ts',
  'test/scaffold/quoting.test.ts',
  'test/scaffold/written.test.ts',
  'test/walls/open-lookups.test.ts',
];

export const long: readonly string[] = [...starting, ...trying];
