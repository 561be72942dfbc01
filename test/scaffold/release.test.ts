// A release by its own scripts, in a shell: `just release` sets every version, and the first job of release.yml refuses
// what its last one would. cargo, git and kubectl are stand-ins.
import { execaSync } from 'execa';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate, materialise } from '../generate.ts';
import { at, documents, list } from './json.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = generate({ name: 'example', repository: 'Acme/Example' });
const tools = path.join(folder, 'tools');

/** Only the part of kubectl that sets the image. */
const kustomize = `tag=$(sed -n 's/ *newTag: //p' deploy/kustomization.yaml)
sed -n "s|\\(image: [^:]*\\):.*|\\1:$tag|p" deploy/deployment.yaml`;

function repository(): string {
  const root = mkdtempSync(path.join(folder, 'repository-'));
  materialise(root, files);
  materialise(
    tools,
    new Map([
      ['kubectl', `#!/bin/sh\n${kustomize}\n`],
      ['cargo', '#!/bin/sh\necho "cargo $*" >>calls\n'],
      ['git', '#!/bin/sh\necho "git $*" >>calls\n'],
    ]),
  );
  for (const tool of ['kubectl', 'cargo', 'git']) execaSync('chmod', ['+x', path.join(tools, tool)]);
  return root;
}

function run(root: string, shell: string, script: string, env: Readonly<Record<string, string>> = {}) {
  return execaSync(shell, ['-euc', script], {
    cwd: root,
    env: { ...env, PATH: `${tools}:${process.env['PATH']}` },
    reject: false,
  });
}

function release(root: string, version: string): void {
  const recipe = /^release version:\n((?: {4}.*\n)+)/m.exec(files.get('justfile') ?? '')?.[1] ?? '';
  const { exitCode, stderr } = run(root, 'sh', recipe.replaceAll('{{ version }}', version));
  expect(exitCode, stderr).toBe(0);
}

function check(root: string, tag: string, name = 'Acme/Example') {
  const [workflow = null] = documents(files.get('.github/workflows/release.yml') ?? '');
  const script = list(at(workflow, 'jobs.check.steps')).flatMap((step) => at(step, 'run') ?? []);
  return run(root, 'bash', String(script[0]), { GITHUB_REF_NAME: tag, GITHUB_REPOSITORY: name });
}

describe('just release', () => {
  test('sets every occurrence of the version, and leaves no extra file', () => {
    const root = repository();
    release(root, '0.2.0');
    const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
    expect(read('Cargo.toml')).toBe(files.get('Cargo.toml')?.replace('version = "0.1.0"', 'version = "0.2.0"'));
    expect(read('deploy/kustomization.yaml')).toContain('newTag: 0.2.0\n');
    const installed = [...files.keys()].filter((file) => file.startsWith('deploy/'));
    expect(installed.filter((file) => read(file).includes('0.1.0'))).toEqual([]);
    expect(read('deploy/deployment.yaml')).toBe(files.get('deploy/deployment.yaml')?.replaceAll('0.1.0', '0.2.0'));
    expect(read('calls')).toBe('cargo update --workspace --offline\ngit diff --stat\n');
    expect(execaSync('find', [root, '-name', '*.old']).stdout).toBe('');
    expect(check(root, 'v0.2.0').exitCode).toBe(0);
  });
});

describe('the first job of a release', () => {
  test('accepts the generated files', () => expect(check(repository(), 'v0.1.0').exitCode).toBe(0));

  test('refuses a tag with another version than Cargo.toml, and says what to run', () => {
    const { exitCode, stdout } = check(repository(), 'v0.2.0');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error::Cargo\.toml .* 'just release 0\.2\.0'/);
  });

  test('refuses manifests with the image of another owner', () => {
    const { exitCode, stdout } = check(repository(), 'v0.1.0', 'Somebody/Example');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^::error::deploy\/ runs another image than ghcr\.io\/somebody\/example/);
  });

  test('refuses manifests of another version', () => {
    const root = repository();
    const file = path.join(root, 'deploy/kustomization.yaml');
    writeFileSync(file, (files.get('deploy/kustomization.yaml') ?? '').replace('newTag: 0.1.0', 'newTag: 0.0.9'));
    expect(check(root, 'v0.1.0').stdout).toMatch(/^::error::deploy\/kustomization\.yaml has another version/);
  });
});

test('everything published waits for that job', () => {
  const [workflow = null] = documents(files.get('.github/workflows/release.yml') ?? '');
  expect(at(workflow, 'jobs.build.needs')).toBe('check');
  expect(at(workflow, 'jobs.publish.needs')).toBe('build');
});
