// Least privilege, proven for each repository on its own API server.
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { inLanes } from './lanes.ts';
import { prove, type Proof } from './proof.ts';
import { proofPage } from './proof-page.ts';
import { proven } from './repositories.ts';
import { subjectOf } from './subject.ts';

const page = path.resolve(import.meta.dirname, '../../../docs/proof.md');
const proofs = inLanes(
  3,
  Object.fromEntries(Object.entries(proven).map(([name, given]) => [name, () => prove(subjectOf(given))])),
);

describe.each(Object.keys(proven))('%s', (name) => {
  let proof: Proof;

  beforeAll(async () => {
    const found = await proofs[name];
    if (found === undefined) throw new Error(`no proof of ${name}`);
    proof = found;
  }, 900_000);

  test('is never denied: installed, Ready, changed, broken, restarted, leader killed, deleted', () =>
    expect(proof.usage.denied).toEqual([]));

  test('uses every permission that it has', () => expect(proof.usage.unused).toEqual([]));

  test('uses nothing that its own roles do not grant', () => expect(proof.usage.ungranted).toEqual([]));

  test('has the same permissions in the inference, the manifests and the audit log', () =>
    expect(proof.disagreements).toEqual([]));

  test('is denied as soon as any one of its permissions is removed', () => {
    expect(proof.needed.length).toBe(proof.grants.length);
    expect(proof.needed.filter(({ denied }) => denied === undefined).map(({ grant }) => grant)).toEqual([]);
  });

  test('has no permission that leads to more', () => {
    expect(proof.deny.asked).toBeGreaterThan(500);
    expect(proof.deny.allowed).toEqual([]);
  });

  test('has a Pod that the restricted standard admits without a warning', () =>
    expect(proof.pod).toEqual({ admitted: true, warnings: [], message: '' }));

  test('gets no Pod without any one of the restricted settings', () => {
    const refusal = /violates PodSecurity "restricted/;
    expect(proof.weak.filter(({ admitted, message }) => admitted || !refusal.test(message))).toEqual([]);
  });
});

test('docs/proof.md shows the results of this run', async () => {
  const all = await Promise.all(Object.values(proofs));
  await expect(proofPage(all)).toMatchFileSnapshot(page);
}, 900_000);
