// The two authors of the RBAC agree: what is inferred from the Rust that was just generated is what deploy/ grants.
import { describe, expect, test } from 'vitest';
import { checkManifests, nameOf } from '../../src/rbac/check.ts';
import { inferFiles } from '../../src/rbac/infer.ts';
import { grantsFor } from '../../src/rbac/manifests/grants.ts';
import { readManifests } from '../../src/rbac/manifests/read-manifests.ts';
import { generate } from '../generate.ts';
import { pairwise } from '../pairwise.ts';
import { repositories } from '../repositories.ts';

const sets = [...Object.entries(repositories), ...pairwise().map((given, at) => [`pairwise ${at}`, { name: 'x', ...given }] as const)];

describe.each(sets)('%s', (_name, given) => {
  const files = generate(given);

  test('deploy/ grants exactly what the code needs', async () => {
    const inference = await inferFiles(files);
    const { check } = checkManifests(files, inference);
    expect(inference.unknown).toEqual([]);
    expect(check).toEqual({ missing: [], excess: [], unknown: [] });
  });

  test('every grant has the names and the reach that the code needs, no more', async () => {
    const inference = await inferFiles(files);
    const { accounts } = checkManifests(files, inference);
    const { manifests } = readManifests(files);
    for (const { name, permissions } of inference.binaries) {
      const grants = grantsFor(manifests, accounts.get(name), permissions);
      for (const needed of permissions.filter(({ condition }) => condition === null)) {
        const what = `${needed.verb} ${nameOf(needed)}`;
        // A Lease of its own and Leases that it owns: one verb, needed in two places in two ways.
        if (permissions.some((other) => other !== needed && `${other.verb} ${nameOf(other)}` === what)) continue;
        const same = grants.filter((grant) => `${grant.verb} ${nameOf(grant)}` === what);
        const names = same.some(({ resourceNames }) => resourceNames.length === 0) ? [] : same.flatMap(({ resourceNames }) => resourceNames);
        expect([what, [...new Set(names)]]).toEqual([what, needed.resourceNames]);
        expect([what, same.some(({ scope }) => scope === 'cluster')]).toEqual([what, needed.scope === 'cluster']);
      }
    }
  });
});
