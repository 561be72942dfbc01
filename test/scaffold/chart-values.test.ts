// With any accepted values of a chart every rule is kept, and each role grants the same as with the default values.
// VALUES=1000 tries more (npm run test:values).
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { Accepted, type Schema } from './chart-values.ts';
import { grantedIn, wrongIn } from './kept.ts';

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

  test('no accepted value weakens the hardening', () => {
    const accepted = new Accepted(names.indexOf(name) + 1);
    for (let at = 0; at < tried / names.length; at += 1) {
      const values = accepted.values(schema);
      const repository = withValues(values);
      const shown = JSON.stringify(values);
      expect(wrongIn(repository), shown).toEqual([]);
      // `helm test` has its own role if it is enabled.
      expect(grantedIn(repository), shown).toMatchObject(usual);
    }
  }, 600_000);
});
