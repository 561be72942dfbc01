// Our model of installations compared with kustomize and Helm: equal object by object, or reported as unknown.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cache, generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { compared } from './agreement.ts';

const fixtures = ['test/inventory/installed', 'test/inventory/charted'].flatMap((folder) =>
  readdirSync(folder).map((name) => path.join(folder, name)),
);
const refused = 'test/inventory/refused';

describe('kustomize, Helm and our model give equal objects', () => {
  test.each(fixtures)('%s', async (folder) => {
    const all = await compared(folder);
    expect(all.flatMap(({ silent }) => silent)).toEqual([]);
    expect(all.every(({ equal }) => equal > 0)).toBe(true);
  });

  test.each(Object.entries(repositories))('the generated repository %s, with its charts', async (name, given) => {
    const folder = path.join(cache, 'judges', 'installed', name);
    materialise(folder, generate({ ...given, packaging: 'both' }));
    const all = await compared(folder);
    expect(all.flatMap(({ silent }) => silent)).toEqual([]);
    expect(all.length).toBeGreaterThan(1);
  });
});

test.each(readdirSync(refused))('%s is refused, and our model agrees', async (name) => {
  const all = await compared(path.join(refused, name), true);
  expect(all).toEqual([expect.objectContaining({ equal: 0, unknown: 1, silent: [] })]);
});
