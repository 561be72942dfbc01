// Whatever values a chart accepts: every rule is kept, and each role grants what it grants with the default values.
// VALUES=1000 tries as many (npm run test:values).
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { audit } from '../../src/audit/audit.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { readManifest } from '../../src/inventory/manifests.ts';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { Accepted, type Schema } from './chart-values.ts';

const tried = Number(process.env['VALUES'] ?? 30);
const names = Object.keys(repositories);

describe.each(names)('%s', (name) => {
  const files = generate({ ...repositories[name], packaging: 'both' });
  const folder = [...files.keys()].find((path) => path.endsWith('/templates/deployment.yaml'))?.split('/')[1] ?? '';
  const schema: Schema = JSON.parse(files.get(`charts/${folder}/values.schema.json`) ?? '');
  const chart = [...files].filter(([path]) => path.startsWith('charts/') || path === 'Cargo.toml');
  const withValues = (values: unknown): Repository =>
    repositoryOf([...chart, [`charts/${folder}/values.yaml`, stringify(values)]]);
  const usual = grantedIn(repositoryOf(chart));

  test('no value takes hardening away', () => {
    const accepted = new Accepted(names.indexOf(name) + 1);
    for (let at = 0; at < tried / names.length; at += 1) {
      const values = accepted.values(schema);
      const repository = withValues(values);
      const shown = JSON.stringify(values);
      expect(inventoryOf(repository).faults, shown).toEqual([]);
      const { findings } = audit(repository, { rules: aboutManifests });
      expect(
        findings.map(({ rule, message }) => `${rule}: ${message}`),
        shown,
      ).toEqual([]);
      // `helm test` has a role of its own where it is asked for.
      expect(grantedIn(repository), shown).toMatchObject(usual);
    }
  }, 600_000);
});

/** What a manifest can break. */
const aboutManifests = rules
  .filter(({ group }) => ['RBAC', 'Identity', 'Workload', 'Network'].includes(group))
  .map(({ id }) => id);

/** The rules of each role by its name; that of several namespaces once. */
function grantedIn(repository: Repository): Readonly<Record<string, unknown>> {
  const roles = inventoryOf(repository).manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  return Object.fromEntries(roles.map((role) => [`${role.kind} ${role.name}`, readManifest(role, ['rules']).value]));
}
