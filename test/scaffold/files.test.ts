// Laws about every file of every repository.
import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { entries } from '../../src/answers/index.ts';
import { generate } from '../generate.ts';
import { generated, law, textOf } from './generated.ts';
import { at, documents, type Json } from './json.ts';

const always = [
  '.dockerignore .gitignore .yo-rc.json AGENTS.md Cargo.lock Cargo.toml Dockerfile README.md SECURITY.md deny.toml justfile rust-toolchain.toml',
  'deploy/crd/crd.yaml deploy/crd/kustomization.yaml deploy/deployment.yaml deploy/kustomization.yaml deploy/namespace.yaml',
  'deploy/network-policy.yaml deploy/rbac.yaml deploy/service-account.yaml docs/security.md src/main.rs',
].flatMap((line) => line.split(' '));

law('every repository has the common files', ({ files }) => {
  expect(always.filter((path) => !files.has(path))).toEqual([]);
});

law('a repository has the files of its answers, and no others', ({ files, project }) => {
  const has = (path: string): boolean => [...files.keys()].some((file) => file === path || file.startsWith(`${path}/`));
  expect(has('.github/workflows')).toBe(project.ci === 'github');
  expect(has('.gitlab-ci.yml')).toBe(project.ci === 'gitlab');
  if (project.ci === 'gitlab') expect(has('.github')).toBe(false);
  expect(has('.github/workflows/update.yml')).toBe(project.updatesWorkflow === true);
  expect(has('.github/dependabot.yml')).toBe(project.updates === 'dependabot');
  expect(has('renovate.json')).toBe(project.updates === 'renovate');
  expect(has('LICENSE')).toBe(project.license !== 'none');
  expect(has('iam')).toBe(project.external);
  expect(has('deploy/cilium')).toBe(project.external);
  expect(has('deploy/lease.yaml')).toBe(project.leaderElection);
  expect(has('deploy/crd-job.yaml')).toBe(project.crdInstall === 'job');
  expect(has('deploy/monitoring')).toBe(project.metrics);
});

law('YAML, TOML and JSON parse', ({ files }) => {
  for (const [path, text] of files) {
    // Chart templates become YAML when they render: test/scaffold/charts.test.ts.
    if (/\.ya?ml$/.test(path) && !/^charts\/[^/]+\/templates\//.test(path))
      expect(documents(text).length, path).toBeGreaterThan(0);
    if (/\.toml$|^Cargo\.lock$/.test(path)) expect(() => parseToml(text), path).not.toThrow();
    if (/\.json$/.test(path)) expect(() => JSON.parse(text), path).not.toThrow();
  }
});

law('no template syntax remains', ({ files, project }) => {
  for (const [path, text] of files) {
    const own = text
      .replaceAll(project.description, '')
      .replaceAll(JSON.stringify(project.description).slice(1, -1), '');
    expect(own.match(/<%|_%>|\bundefined\b|\[object |\bNaN\b/), path).toBeNull();
    if (path === 'LICENSE') continue; // word for word
    expect(text.match(/[ \t]+$/m), `${path} has white space at the end of a line`).toBeNull();
    expect(text.match(/\n{3}|^\n|[^\n]$|\n\n$/), `${path} has blank lines too many, or no end of line`).toBeNull();
  }
});

law('.yo-rc.json has the answers in the order of the declaration, and they give the same bytes again', (repository) => {
  const record: Json = JSON.parse(textOf(repository, '.yo-rc.json'));
  const answers = at(record, 'create-kube-secure-controller.answers');
  if (typeof answers !== 'object' || answers === null) throw new Error('no answers');
  const order = entries.map(([key]) => key);
  const keys = Object.keys(answers);
  expect(keys).toEqual(order.filter((key) => keys.includes(key)));
  for (const [file, text] of generate(JSON.parse(JSON.stringify(answers))))
    expect(repository.files.get(file), file).toBe(text);
});

test('the repositories differ', () => {
  expect(new Set(generated.map(({ files }) => JSON.stringify([...files]))).size).toBe(generated.length);
});

test('the Rust of the default repository, without the machinery, can be read in a quarter of an hour', () => {
  const own = [...generate({ name: 'example' })].filter(([path]) => /\.rs$/.test(path) && !path.includes('/machinery'));
  const lines = own.map(([, text]) => text.split('\n').length - 1);
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(250);
});
