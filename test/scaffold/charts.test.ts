// Laws of the charts: they fulfil the promises of the manifests in deploy/, with every accepted value.
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { settingsFor } from '../../src/scaffold/chart/settings.ts';
import { generate } from '../generate.ts';
import { generated, law } from './generated.ts';
import { at } from './json.ts';

const packed = generated.filter(({ project }) => project.charts);

law(
  'charts alone equal the charts next to a kustomization, and deploy/ keeps only the samples',
  ({ given, project }) => {
    if (project.kustomize) return;
    const alone = [...generate(given)];
    const charts = (files: Iterable<readonly [string, string]>) =>
      [...files].filter(([file]) => file.startsWith('charts/'));
    expect(charts(alone)).toEqual(charts(generate({ ...given, packaging: 'both' })));
    const deployed = alone.filter(([file]) => file.startsWith('deploy/') && !file.startsWith('deploy/samples/'));
    expect(deployed).toEqual([]);
    for (const [file, text] of alone)
      if (!file.startsWith('charts/')) expect(text, file).not.toMatch(/deploy\/(?!samples)|kustomiz/i);
  },
);

test('some repositories have charts, and some have none', () => {
  expect(packed.length).toBeGreaterThan(3);
  expect(packed.length).toBeLessThan(generated.length);
});

law('manifests outside the kustomization are in a chart too, behind a setting that is off', ({ files, project }) => {
  if (!project.charts) return;
  const values = parse(files.get(`charts/${project.name}/values.yaml`) ?? '');
  const apart = [...files.keys()].flatMap(
    (path) => /^deploy\/((?:people|monitoring)\/(?!kustomization).*)/.exec(path)?.[1] ?? [],
  );
  expect(apart).toContain('people/roles.yaml');
  for (const file of apart) {
    const text = files.get(`charts/${project.name}/templates/${file}`) ?? '';
    const setting = /^\{\{- if \$\.Values\.([\w.]+) \}\}\n[^]*\n\{\{- end \}\}\n$/.exec(text)?.[1] ?? '';
    expect(at(values, setting), file).toBe(false);
  }
});

law(
  'a chart has exactly the values that its templates use, each with a comment and a place in the schema',
  ({ files, project }) => {
    for (const chart of project.charts ? [project.name, `${project.name}-crd`] : []) {
      const values = files.get(`charts/${chart}/values.yaml`) ?? '';
      const schema = JSON.parse(files.get(`charts/${chart}/values.schema.json`) ?? '');
      const templates = [...files]
        .filter(([path]) => path.startsWith(`charts/${chart}/templates/`))
        .map(([, text]) => text);
      const asked = new Set(
        templates.flatMap((text) =>
          [...text.matchAll(/\$\.Values\.([\w.]+)( "([\w-]+)"\))?/g)].map(([, key, , rest]) =>
            rest === undefined ? key : `${key}.${rest}`,
          ),
        ),
      );
      const leaves = leavesOf(schema, []);
      expect([...asked].sort()).toEqual([...leaves].sort());
      for (const key of leaves) expect(at(parse(values), key), key).toBeDefined();
      expect(values.match(/^ *# /gm)?.length).toBe(leaves.length + 1);
    }
  },
);

function leavesOf(
  schema: { readonly properties?: object; readonly description?: string },
  keys: readonly string[],
): readonly string[] {
  if (schema.description !== undefined || schema.properties === undefined) return [keys.join('.')];
  return Object.entries(schema.properties).flatMap(([key, inner]) =>
    keys.length === 0 && key === 'global' ? [] : leavesOf(inner, [...keys, key]),
  );
}

test('no setting turns hardening off', () => {
  const names = settingsFor([]).map(({ key }) => key);
  expect(
    names.filter((key) =>
      /security|rbac|rules|automount|policy|enabled|create|privileged|user|capab|host|command|args|env|volume/i.test(
        key,
      ),
    ),
  ).toEqual([]);
});

test('every object of the schema refuses unknown keys', () => {
  for (const { files, project } of packed) {
    const schema = JSON.parse(files.get(`charts/${project.name}/values.schema.json`) ?? '');
    expect(open(schema, '')).toEqual(['/global']);
  }
});

function open(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    open(value, key === 'properties' ? path : `${path}/${key}`),
  );
  const isOpen = 'type' in schema && schema.type === 'object' && !('additionalProperties' in schema);
  return isOpen ? [path, ...inner] : inner;
}
