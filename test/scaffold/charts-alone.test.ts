// audit, rbac --check and harden give the same result for charts alone as for the kustomization: no finding, exactly
// the needed permissions, nothing to do.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { generate } from '../generate.ts';
import { inferredFrom } from '../inferred.ts';
import { repositories } from '../repositories.ts';
import { generated } from './generated.ts';

const packed = generated.filter(({ project }) => project.charts).map(({ given }) => given);

test('the repositories include each kind of packaging', () => {
  expect(packed.map(({ packaging }) => packaging)).toEqual(expect.arrayContaining(['helm', 'both']));
});

describe.each(Object.entries(repositories))('%s', (_, given) => {
  const files = generate({ ...given, packaging: 'both' });
  const repository = chartsIn(files);

  test('its charts alone have no finding and nothing unknown, and grant exactly what the source needs', async () => {
    const { faults, installations } = inventoryOf(repository);
    expect(faults).toEqual([]);
    expect(installations.map(({ path }) => path)).toHaveLength(2);
    expect(await findingsIn(repository)).toEqual([]);
  });

  test('rbac says "exactly that" about the charts alone, and harden changes nothing', async () => {
    expect(await comparedIn(repository)).toMatchObject({ missing: [], excess: [], unknown: [] });
    const known = { ...(await inferPermissions(repository)) };
    const { steps, after } = planHardening(repository, repositoryOf(files), { takes: () => true, ...known });
    expect(steps).toEqual([]);
    expect(after.files).toEqual(repository.files);
  });
});

// A controller that owns a Lease has findings: one per namespace with kustomize, one for the template with Helm.
test.each(packed.map((given) => [JSON.stringify(given), given] as const))(
  'the rules find the same in charts and kustomization, and both grant exactly what the source needs: %s',
  async (_, given) => {
    const files = generate({ ...given, packaging: 'both' });
    const [charts, base] = [chartsIn(files), repositoryOf([...files].filter(([path]) => !path.startsWith('charts/')))];
    expect(rulesOf(await findingsIn(charts))).toEqual(rulesOf(await findingsIn(base)));
    expect(await comparedIn(charts)).toMatchObject({ missing: [], excess: [], unknown: [] });
    expect(await comparedIn(base)).toMatchObject({ missing: [], excess: [], unknown: [] });
  },
);

/** A repository that installs only its charts. */
function chartsIn(files: ReadonlyMap<string, string>): Repository {
  return repositoryOf([...files].filter(([path]) => !path.startsWith('deploy/')));
}

async function findingsIn(repository: Repository): Promise<readonly string[]> {
  const { findings } = audit(repository, { ...(await inferPermissions(repository)) });
  return findings.map(({ rule, message }) => `${rule} ${message}`).sort();
}

function rulesOf(findings: readonly string[]): ReadonlySet<string> {
  return new Set(findings.map((finding) => finding.split(' ', 1)[0] ?? ''));
}

async function comparedIn(repository: Repository) {
  const inferred = await inferredFrom(repository.files);
  expect(inferred.inference.unknown).toEqual([]);
  return checkManifests(inferred).check;
}
