// docs/rules.md and docs/privileges.md are printed from the records.
import { expect, test } from 'vitest';
import { privilegesDocument } from '../../src/kubernetes/privileges/document.ts';
import { rulesDocument } from '../../src/rules/document.ts';
import { rules } from '../../src/rules/index.ts';

test('docs/rules.md is up to date; `vitest run -u` writes it', async () => {
  await expect(rulesDocument()).toMatchFileSnapshot('../../docs/rules.md');
});

test('docs/privileges.md is up to date; `vitest run -u` writes it', async () => {
  await expect(privilegesDocument()).toMatchFileSnapshot('../../docs/privileges.md');
});

test('every rule has a name of its own', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('every fix that is asked about says what to know before', () => {
  const asked = rules.filter(({ fix }) => fix === 'ask');
  expect(asked.filter(({ decision }) => decision === undefined).map(({ id }) => id)).toEqual([]);
});
