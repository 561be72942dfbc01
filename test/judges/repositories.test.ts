// Generated repositories in foreign scanners: no finding that is not suppressed in place, with a reason.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Given } from '../../src/answers/resolve.ts';
import { cache, generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { charted, templated } from './charted.ts';
import { judge } from './setup.ts';

const home = path.join(cache, 'judges', 'repositories');
const rendered = path.join(cache, 'judges', 'rendered');
const names = Object.keys(repositories);

beforeAll(async () => {
  for (const [name, given] of Object.entries(repositories)) {
    materialise(path.join(home, name), generate(given));
    const bases = generate(given).has('deploy/kustomization.yaml') ? ['deploy', 'deploy/crd'] : [];
    const overlays = await Promise.all(
      bases.map((folder) => outputOf(judge('kustomize'), ['build', path.join(home, name, folder)])),
    );
    const charts = await chartsOf(given);
    const manifests = bases.length === 0 ? charts : overlays.join('\n---\n');
    materialise(path.join(rendered, name), new Map([['manifests.yaml', manifests]]));
    materialise(
      path.join(rendered, `${name}-charts`),
      new Map([
        ['manifests.yaml', charts],
        ['built-in.yaml', withoutCrd(charts)],
      ]),
    );
  }
});

/** The objects of its charts, or of those with `--packaging both`, including those of `helm test`. */
async function chartsOf(given: Given): Promise<string> {
  const { project, charts } = charted(given);
  const image = `test.image=registry.k8s.io/kubectl@sha256:${'0'.repeat(64)}`;
  const texts = charts.map((folder) =>
    templated(folder, project.installNamespace, folder.endsWith('-crd') ? [] : ['--set', image]),
  );
  return (await Promise.all(texts)).join('\n---\n');
}

describe.each(Object.entries(repositories))('%s', (name, given) => {
  const folder = path.join(home, name);
  const manifests = path.join(rendered, name, 'manifests.yaml');
  const files = [...generate(given).keys()];
  const has = (file: string): boolean => files.some((one) => one === file || one.startsWith(`${file}/`));

  test('kubernetes-validate: every object has the schema of its kind', async () => {
    const documents = path.join(rendered, name, 'built-in.yaml');
    writeFileSync(documents, withoutCrd(readFileSync(manifests, 'utf8')));
    await run(judge('kubernetes-validate'), ['-k', '1.37.0', '--strict', documents]);
  });

  test('kube-score', () => run(judge('kube-score'), ['score', '--output-format', 'ci', manifests]));

  test('hadolint', () => run(judge('hadolint'), [path.join(folder, 'Dockerfile')]));

  if (has('.github'))
    test('zizmor', () => run(judge('zizmor'), ['--offline', '--persona=auditor', '--no-progress', folder]));

  const workflows = ['ci', 'audit', 'release'].map((name) => `.github/workflows/${name}.yml`).filter(has);

  if (workflows.length > 0)
    test('actionlint', () =>
      run(
        judge('actionlint'),
        workflows.map((file) => path.join(folder, file)),
      ));

  const schemas = [
    ['vendor.dependabot', '.github/dependabot.yml'],
    ['vendor.renovate', 'renovate.json'],
    ...workflows.map((file) => ['vendor.github-workflows', file] as const),
    ['vendor.gitlab-ci', '.gitlab-ci.yml'],
  ] as const;

  test.each(schemas.filter(([, file]) => has(file)))('check-jsonschema: %s of %s', (schema, file) =>
    run(judge('check-jsonschema'), ['--builtin-schema', schema, ...transformed(schema), path.join(folder, file)]),
  );
});

// All schemas in one run, because each start takes seconds.
describe('the charts of all repositories', () => {
  const charts = names.map((name) => path.join(rendered, `${name}-charts`, 'built-in.yaml'));

  test('kubernetes-validate', () => run(judge('kubernetes-validate'), ['-k', '1.37.0', '--strict', ...charts]));

  test.each(charts)('kube-score: %s', (file) => run(judge('kube-score'), ['score', '--output-format', 'ci', file]));
});

// One run for all, including the charts, because each start takes seconds.
test('checkov', async () => {
  const folders = [...names.map((name) => path.join(home, name)), rendered].flatMap((folder) => [
    '--directory',
    folder,
  ]);
  const frameworks = ['--framework', 'kubernetes', 'dockerfile', 'github_actions', 'gitlab_ci', 'secrets'];
  const output = await outputOf(judge('checkov'), [
    '--skip-download',
    '--quiet',
    '--compact',
    '--output',
    'json',
    '--soft-fail',
    ...frameworks,
    ...folders,
  ]);
  // One document per folder, each an object or, for several frameworks, an array.
  const reports: readonly Report[] = output.split(/\n(?=[[{])/).flatMap((document) => JSON.parse(document));
  expect(
    reports.flatMap(({ results }) =>
      results.failed_checks.map((check) => `${check.check_id} ${check.file_path} ${check.resource}`),
    ),
  ).toEqual([]);
  expect(reports.reduce((sum, { summary }) => sum + summary.passed, 0)).toBeGreaterThan(1000);
});

/** GitLab reads `!reference`, which no schema allows. */
function transformed(schema: string): readonly string[] {
  return schema === 'vendor.gitlab-ci' ? ['--data-transform', 'gitlab-ci'] : [];
}

interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly file_path: string;
      readonly resource: string;
    }[];
  };
  readonly summary: { readonly passed: number };
}

function withoutCrd(manifests: string): string {
  return manifests
    .split(/^---$/m)
    .filter((document) => !/^kind: CustomResourceDefinition$/m.test(document))
    .join('---');
}

/** Runs a scanner, which must find nothing. */
async function run(program: string, words: readonly string[]): Promise<void> {
  await outputOf(program, words);
}

async function outputOf(program: string, words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await execa('nice', [program, ...words], { reject: false });
  if (exitCode !== 0) throw new Error(`${path.basename(program)} ${words.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
