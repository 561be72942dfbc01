// `add owned` and `add kind`: each result is proven like a created repository, and the permissions that `add` announced
// are exactly those that the audit log shows as new.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Access } from '../control-plane/audit.ts';
import { planOf, stages, subjectAt, type Stage } from './grown.ts';
import { inLanes } from './lanes.ts';
import { prove, usedBy, type Proof } from './proof.ts';

const used = inLanes(1, { created: () => usedBy(subjectAt('created')) });
const proofs = inLanes(2, {
  'with-secret': () => prove(subjectAt('with-secret')),
  'with-backup': () => prove(subjectAt('with-backup')),
});

const steps = [
  ['created', 'with-secret'],
  ['with-secret', 'with-backup'],
] as const;

describe.each(steps)('from %s to %s', (before, after) => {
  let proof: Proof;
  let gained: readonly string[];
  let lost: readonly string[];

  beforeAll(async () => {
    const found = await proofs[after];
    if (found === undefined) throw new Error(`no proof of ${after}`);
    proof = found;
    const [old, now] = [new Set(await usedAt(before)), new Set(await usedAt(after))];
    gained = [...now].filter((one) => !old.has(one)).sort();
    lost = [...old].filter((one) => !now.has(one));
  }, 600_000);

  test('is never denied, and uses exactly its permissions', () =>
    expect(proof.usage).toMatchObject({ denied: [], unused: [], ungranted: [] }));

  test('has the same permissions in the inference, the manifests and the audit log', () =>
    expect(proof.disagreements).toEqual([]));

  test('is denied as soon as any one of its permissions is removed', () => {
    expect(proof.needed.map(({ grant }) => grant)).toEqual(proof.grants);
    expect(proof.needed.filter(({ denied }) => denied === undefined).map(({ grant }) => grant)).toEqual([]);
  });

  test('has no permission that leads to more', () => {
    expect(proof.deny.asked).toBeGreaterThan(500);
    expect(proof.deny.allowed).toEqual([]);
  });

  test(`uses after \`add ${stages[after].join(' ')}\` exactly the additional permissions of the plan`, async () => {
    const said = (await planOf(after)).split('\n').filter((line) => line.startsWith('  permission: '));
    expect(said.map((line) => line.trim()).sort()).toEqual(gained);
    expect(gained.length).toBeGreaterThanOrEqual(4);
    expect(lost).toEqual([]);
  });
});

/** The permissions in the audit log, in the words of a plan. */
async function usedAt(stage: Stage): Promise<readonly string[]> {
  const usage = stage === 'created' ? await used.created : (await proofs[stage])?.usage;
  if (usage === undefined) throw new Error(`nothing of ${stage}`);
  return usage.allowed.map(inWordsOfPlan);
}

function inWordsOfPlan({ group, resource, verb, namespace }: Access): string {
  return `permission: ${verb} ${group === '' ? '' : `${group}/`}${resource} in namespace ${namespace}`;
}
