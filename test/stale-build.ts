// Refuses to test a program that was built from other sources, because its results say nothing about these.
import { readFileSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { isBuilt } from '../scripts/sources.js';

/** Runs before all tests. Tests that start nothing run anyway. */
export default async function setup(project: TestProject): Promise<void> {
  const { testFiles } = await project.globTestFiles([...chosen(project.vitest)]);
  const refusal = refusalFor(
    testFiles.filter((file) => startsProgram(readFileSync(file, 'utf8'))),
    isBuilt(),
  );
  if (refusal !== undefined) throw new Error(refusal);
}

/** The words after `vitest run`, which vitest does not expose; without them every file counts as chosen. */
function chosen(vitest: object): readonly string[] {
  const words: unknown = 'filenamePattern' in vitest ? vitest.filenamePattern : undefined;
  return Array.isArray(words) ? words.filter((word) => typeof word === 'string') : [];
}

/** The program is started through `test/cli/run.ts`, or its path is in dist/ or in the package. */
export function startsProgram(test: string): boolean {
  return /^import .* from '[./]*(?:cli\/)?run\.ts'|\.\.\/dist\//m.test(test);
}

export function refusalFor(tests: readonly string[], built: boolean): string | undefined {
  return built || tests.length === 0
    ? undefined
    : `dist/ was not built from these sources, and ${tests.length} of the chosen test files start the program in it. Run \`node scripts/setup.js\`, or \`npm test\`.`;
}
