// src/rules/index.ts lists every rule. It is not imported here, so that it can be written even if it names a missing
// file.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indexOfRules, ruleFiles } from './rule-index.ts';

test('src/rules/index.ts lists every rule; `vitest run -u` writes it', async () => {
  await expect(indexOfRules(ruleFiles())).toMatchFileSnapshot('../../src/rules/index.ts');
});

test('a rule that is missing in the index is found', () => {
  expect(indexOfRules([...ruleFiles(), 'workload/no-new-thing.ts'])).not.toBe(
    readFileSync('src/rules/index.ts', 'utf8'),
  );
});
