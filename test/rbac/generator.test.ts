// The two authors of the RBAC agree: what is inferred from the Rust that was just generated is what deploy/ grants.
import { describe, expect, test } from 'vitest';
import { checkManifests } from '../../src/rbac/check.ts';
import { inferFiles } from '../../src/rbac/infer.ts';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';

describe.each(Object.entries(repositories))('%s', (_name, given) => {
  test('deploy/ grants exactly what the code needs', async () => {
    const files = generate(given);
    const inference = await inferFiles(files);
    const { check } = checkManifests(files, inference);
    expect(inference.unknown).toEqual([]);
    expect(check).toEqual({ missing: [], excess: [], unknown: [] });
  });
});
