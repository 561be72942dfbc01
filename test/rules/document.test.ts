// docs/rules.md and docs/privileges.md are generated from the records.
import { beforeAll, expect, test } from 'vitest';
import { privilegesDocument } from '../../src/kubernetes/privileges/document.ts';
import { rulesDocument } from '../../src/rules/document.ts';
import { exampleIn } from '../../src/rules/examples.ts';
import { rules } from '../../src/rules/index.ts';
import { examplesOf } from './examples.ts';

let page: string;
beforeAll(async () => {
  page = rulesDocument(await examplesOf());
}, 240_000);

test('docs/rules.md is up to date; `vitest run -u` writes it', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/rules.md');
});

test('docs/privileges.md is up to date; `vitest run -u` writes it', async () => {
  await expect(privilegesDocument()).toMatchFileSnapshot('../../docs/privileges.md');
});

test('the page shows a bad and a good example of every rule but one, and they differ', () => {
  const without = rules.filter(({ id }) => {
    const example = exampleIn(page, id);
    return example === undefined || example.bad === example.good;
  });
  // The difference between a Role and a ClusterRole does not fit into a few lines.
  const names = without.map(({ id }) => id);
  expect(names, 'the examples come from the changes in test/rules/spoiled.ts').toEqual(['role-over-cluster-role']);
});

test('every rule has a unique name', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('every fix that asks says what to know before', () => {
  const asked = rules.filter(({ fix }) => fix === 'ask');
  expect(asked.filter(({ decision }) => decision === undefined).map(({ id }) => id)).toEqual([]);
});
