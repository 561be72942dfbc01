// The values of the charts with Helm itself: accepted values keep every rule, and Helm names each refused value.
// VALUES=1000 tries more of both (npm run test:values).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, Scalar, stringify, visit } from 'yaml';
import { repositoryOf, type Repository } from '../../src/repo/repository.ts';
import { repositories } from '../repositories.ts';
import { Accepted, type Schema } from '../scaffold/chart-values.ts';
import { grantedIn, wrongIn } from '../scaffold/kept.ts';
import { charted, templated } from './charted.ts';

const names = Object.keys(repositories);
const kubectl = `registry.k8s.io/kubectl@sha256:${'a'.repeat(64)}`;
const each = Math.ceil(Number(process.env['VALUES'] ?? 30) / names.length);

describe.each(names)('%s', (name) => {
  const { project, folder, charts } = charted(repositories[name] ?? {});
  const [controller] = charts;
  const schema: Schema = JSON.parse(readFileSync(path.join(controller, 'values.schema.json'), 'utf8'));
  const cargo = readFileSync(path.join(folder, 'Cargo.toml'), 'utf8');
  /** A repository with only the output of Helm, without our own reader of charts. */
  const rendered = async (values: unknown, words: readonly string[] = []): Promise<Repository> => {
    const text = await templated(controller, project.installNamespace, ['--values', '-', ...words], stringify(values));
    return asRepository(withoutActions(text));
  };
  const asRepository = (text: string): Repository =>
    repositoryOf([
      ['Cargo.toml', cargo],
      ['deploy/rendered.yaml', text],
    ]);

  test('weakening values would show in the output of Helm', async () => {
    const text = (await rendered({})).files.get('deploy/rendered.yaml') ?? '';
    expect(wrongIn(asRepository(text))).toEqual([]);
    const weaker = text.replaceAll('readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false');
    expect(wrongIn(asRepository(weaker)).join('\n')).toContain('read-only-root-filesystem');
    expect(grantedIn(asRepository(text.replaceAll('watch', 'delete')))).not.toEqual(grantedIn(asRepository(text)));
  });

  test('with accepted values, the output of Helm has no finding, and no role with more or fewer permissions', async () => {
    const accepted = new Accepted(1000 + names.indexOf(name));
    const usual = grantedIn(await rendered({}));
    const most = grantedIn(await rendered({ aggregateClusterRoles: true, test: { image: kubectl } }));
    expect(Object.keys(usual)).not.toHaveLength(0);
    for (let at = 0; at < each; at += 1) {
      const values = accepted.values(schema);
      const repository = await rendered(values);
      const shown = JSON.stringify(values);
      expect(wrongIn(repository), shown).toEqual([]);
      const granted = grantedIn(repository);
      expect(granted, shown).toMatchObject(usual);
      expect(most, shown).toMatchObject(granted);
    }
  });

  test('on OpenShift only the user is left out, because its SCC sets it', async () => {
    const accepted = new Accepted(3000 + names.indexOf(name));
    const openshift = ['--api-versions', 'security.openshift.io/v1'];
    const usual = grantedIn(await rendered({}));
    for (let at = 0; at < each; at += 1) {
      const values = accepted.values(schema);
      const repository = await rendered(values, openshift);
      const shown = JSON.stringify(values);
      const wrong = wrongIn(repository).filter((finding) => !finding.startsWith('run-as-high-user: '));
      expect(wrong, shown).toEqual([]);
      expect(grantedIn(repository), shown).toMatchObject(usual);
    }
  });

  test('Helm refuses a value outside the schema, and names it', async () => {
    const refused = new Accepted(2000 + names.indexOf(name));
    for (let at = 0; at < each; at += 1) {
      const { values, name: key } = refused.refused(schema);
      await expect(rendered(values), JSON.stringify(values)).rejects.toThrow(key);
    }
  });
});

/** Braces in a text are escaped, because our reader would parse them as a template action. */
function withoutActions(text: string): string {
  return parseAllDocuments(text)
    .map((document) => {
      visit(document, {
        Scalar: (_, scalar) => {
          if (String(scalar.value).includes('{{')) scalar.type = Scalar.QUOTE_DOUBLE;
        },
      });
      return document.toString({ lineWidth: 0 }).replaceAll('{{', '{\\u007b');
    })
    .join('---\n');
}
