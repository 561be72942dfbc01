// The workflows of the checklist, which are the same in every repository that has them.
import { describe, expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { at, documents, leaves, list, type Json } from './json.ts';

const files = generate({ name: 'example', updatesWorkflow: true });
const workflows = [...files].filter(([path]) => path.startsWith('.github/workflows/'));
const read = (name: string): Json => documents(files.get(`.github/workflows/${name}.yml`) ?? '')[0] ?? null;
const jobsOf = (workflow: Json): readonly Json[] => Object.values(at(workflow, 'jobs') ?? {});
const stepsOf = (workflow: Json): readonly Json[] => jobsOf(workflow).flatMap((job) => list(at(job, 'steps')));
const usesOf = (workflow: Json): readonly string[] =>
  stepsOf(workflow)
    .flatMap((step) => at(step, 'uses') ?? [])
    .map(String);
const runOf = (workflow: Json): string =>
  stepsOf(workflow)
    .flatMap((step) => at(step, 'run') ?? [])
    .join('\n');

// The version and commit of each action, as published.
const published = [
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
  'docker/build-push-action@53b7df96c91f9c12dcc8a07bcb9ccacbed38856a # v7.3.0',
  'docker/login-action@4907a6ddec9925e35a0a9e82d7399ccc52663121 # v4.1.0',
  'docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e # v4.3.0',
  'sigstore/cosign-installer@6f9f17788090df1f26f669e9d70d6ae9567deba6 # v4.1.2',
  'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0',
  'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1',
  'taiki-e/install-action@ba47c86ac325773530516bb756137ac718732518 # v2.86.5',
  'anchore/sbom-action@e22c389904149dbc22b58101806040fa8d37a610 # v0.24.0',
  'actions/attest@1e69f48acb82d1966a394da916b4c1698aa569d6 # v4.2.2',
];

describe.each(workflows)('%s', (_, text) => {
  const [workflow = null] = documents(text);

  test('no permission at the top, a reason for each, and no write permission for pull requests', () => {
    expect(at(workflow, 'permissions')).toEqual({});
    const lines = text.match(/^ {6}[a-z-]+: (read|write).*$/gm) ?? [];
    for (const line of lines) expect(line).toMatch(/ # \S.+/);
    expect(lines.length).toBe(jobsOf(workflow).flatMap((job) => Object.keys(at(job, 'permissions') ?? {})).length);
    expect(Object.keys(at(workflow, 'on') ?? {})).not.toContain('pull_request_target');
    if (at(workflow, 'on.pull_request') !== undefined) expect(text).not.toMatch(/: write/);
  });

  test('actions pinned by commit with their version, no stored credentials, no script from the network', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, use]) => use);
    for (const use of used) expect(use).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const checkouts = stepsOf(workflow).filter((step) => String(at(step, 'uses')).startsWith('actions/checkout@'));
    for (const checkout of checkouts) expect(at(checkout, 'with.persist-credentials')).toBe(false);
    expect(runOf(workflow)).not.toMatch(/curl|wget/);
  });

  test('a name, a time limit, one run at a time, and no expression in a script', () => {
    expect(at(workflow, 'concurrency.group')).toBeTypeOf('string');
    for (const job of jobsOf(workflow)) {
      expect(at(job, 'name')).toBeTypeOf('string');
      expect(at(job, 'timeout-minutes')).toBeTypeOf('number');
    }
    expect(runOf(workflow)).not.toContain('${{');
  });
});

// A bot updates both in the template; no offline scanner would notice a commit of another version.
test('each commit belongs to its version, unless a bot updated both', () => {
  const commits = new Map(published.map((line) => [line.split('@')[0], line]));
  for (const [, use = ''] of workflows.flatMap(([, text]) => [...text.matchAll(/uses: (.*)$/gm)])) {
    const known = commits.get(use.split('@')[0]);
    const [commit, version] = use.split(' # ');
    const [knownCommit, knownVersion] = known?.split(' # ') ?? [];
    expect(commit === knownCommit, use).toBe(version === knownVersion);
  }
});

test('formatting, clippy, tests and cargo-deny for every change, and advisories every day', () => {
  expect(runOf(read('ci'))).toMatch(
    /cargo fmt --check\ncargo clippy --locked --all-targets -- -D warnings\ncargo test --locked\n/,
  );
  expect(list(at(read('ci'), 'jobs.deny.strategy.matrix.checks'))).toEqual(['advisories', 'bans licenses sources']);
  expect(at(read('audit'), 'on.schedule.0.cron')).toMatch(/^\d+ \d+ \* \* \*$/);
  expect(runOf(read('audit'))).toContain('cargo deny --locked check advisories');
});

test('a release uses nothing that another workflow wrote', () => {
  expect(usesOf(read('release')).filter((use) => use.includes('cache'))).toEqual([]);
  expect(leaves(read('release')).filter((leaf) => /cache-(from|to)/.test(String(leaf)))).toEqual([]);
  expect(at(read('release'), 'jobs.build.steps.4.with.no-cache')).toBe(true);
});

test('a release has a digest, provenance, an SBOM and a signature, and runs in an environment', () => {
  const publish = at(read('release'), 'jobs.publish');
  expect(at(publish, 'environment')).toBe('release');
  const attested = list(at(publish, 'steps')).filter((step) => String(at(step, 'uses')).startsWith('actions/attest@'));
  expect(attested.map((step) => at(step, 'with.sbom-path'))).toEqual([
    undefined,
    'sbom.amd64.spdx.json',
    'sbom.arm64.spdx.json',
  ]);
  expect(runOf(read('release'))).toContain('cosign sign --yes "$IMAGE@$DIGEST"');
  expect(files.get('docs/security.md')).toMatch(
    /gh attestation verify[\s\S]*cosign verify[\s\S]*release\.yml@refs\/tags\/v/,
  );
});

test('a scanner reads the rendered manifests', () => {
  expect(runOf(read('ci'))).toMatch(
    /kubectl kustomize deploy >manifests\.yaml\n.*kube-score@v[\d.]+ score manifests\.yaml/,
  );
});
