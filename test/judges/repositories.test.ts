// What is generated, before judges that others wrote: nothing that is not suppressed in place, with a reason.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { cache, generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { judge } from './setup.ts';

const home = path.join(cache, 'judges', 'repositories');
const rendered = path.join(cache, 'judges', 'rendered');
const names = Object.keys(repositories);

beforeAll(async () => {
  for (const [name, given] of Object.entries(repositories)) {
    materialise(path.join(home, name), generate(given));
    const overlays = await Promise.all(['deploy', 'deploy/crd'].map((folder) => run('kubectl', ['kustomize', path.join(home, name, folder)])));
    materialise(path.join(rendered, name), new Map([['manifests.yaml', overlays.join('---\n')]]));
  }
});

describe.each(names)('%s', (name) => {
  const folder = path.join(home, name);
  const manifests = path.join(rendered, name, 'manifests.yaml');
  const has = (file: string): boolean => existsSync(path.join(folder, file));

  test('kubernetes-validate: every object has the schema of its kind', async () => {
    const documents = path.join(rendered, name, 'built-in.yaml');
    writeFileSync(documents, withoutCrd(readFileSync(manifests, 'utf8')));
    await run(judge('kubernetes-validate'), ['-k', '1.37.0', '--strict', documents]);
  });

  test('kube-score', () => run(judge('kube-score'), ['score', '--output-format', 'ci', manifests]));

  test('hadolint', () => run(judge('hadolint'), [path.join(folder, 'Dockerfile')]));

  test('zizmor', () => (has('.github') ? run(judge('zizmor'), ['--offline', '--persona=auditor', '--no-progress', folder]) : undefined));

  test('actionlint', () => {
    if (!has('.github/workflows')) return;
    const workflows = readdirSync(path.join(folder, '.github/workflows')).map((file) => path.join(folder, '.github/workflows', file));
    return run(judge('actionlint'), workflows);
  });

  test.each([
    ['vendor.dependabot', '.github/dependabot.yml'],
    ['vendor.renovate', 'renovate.json'],
    ['vendor.github-workflows', '.github/workflows/ci.yml'],
    ['vendor.github-workflows', '.github/workflows/audit.yml'],
    ['vendor.github-workflows', '.github/workflows/release.yml'],
  ])('check-jsonschema: %s of %s', (schema, file) =>
    has(file) ? run(judge('check-jsonschema'), ['--builtin-schema', schema, path.join(folder, file)]) : undefined,
  );
});

// It takes seconds to start: once for all.
test('checkov', async () => {
  const folders = [...names.map((name) => path.join(home, name)), rendered].flatMap((folder) => ['--directory', folder]);
  const frameworks = ['--framework', 'kubernetes', 'dockerfile', 'github_actions', 'secrets'];
  const output = await run(judge('checkov'), ['--skip-download', '--quiet', '--compact', '--output', 'json', '--soft-fail', ...frameworks, ...folders]);
  const reports: readonly Report[] = [JSON.parse(output)].flat();
  expect(reports.flatMap(({ results }) => results.failed_checks.map((check) => `${check.check_id} ${check.file_path} ${check.resource}`))).toEqual([]);
  expect(reports.reduce((sum, { summary }) => sum + summary.passed, 0)).toBeGreaterThan(1000);
});

interface Report {
  readonly results: { readonly failed_checks: readonly { readonly check_id: string; readonly file_path: string; readonly resource: string }[] };
  readonly summary: { readonly passed: number };
}

function withoutCrd(manifests: string): string {
  return manifests
    .split(/^---$/m)
    .filter((document) => !/^kind: CustomResourceDefinition$/m.test(document))
    .join('---');
}

async function run(program: string, words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await execa('nice', [program, ...words], { reject: false });
  if (exitCode !== 0) throw new Error(`${path.basename(program)} ${words.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
