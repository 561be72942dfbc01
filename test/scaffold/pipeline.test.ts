// The GitLab pipeline: the same checks and versions as the GitHub workflows, with permissions only for the last job.
import { expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { ciImageReferences } from '../../src/scaffold/ci-images.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { generate, templates } from '../generate.ts';
import { law, textOf } from './generated.ts';
import { at, documents, list, type Json } from './json.ts';

const release = { version: '1.2.3', integrity: 'sha512-x' };
const answers = resolveAnswers({ name: 'example', ci: 'gitlab', packaging: 'both' }, { defaults: true });
const whole = (digests = new Map<string, string>()): string =>
  scaffold(answers, templates, digests, undefined, release).get('.gitlab-ci.yml') ?? '';
const pipeline = documents(whole())[0] ?? null;
const jobs = Object.entries(pipeline ?? {}).filter(([, job]) => at(job, 'script') !== undefined);
const commandsOf = (job: Json | undefined): readonly string[] => list(at(job, 'script')).map(String);

/** The GitHub checks: every step of every workflow. */
function onGitHub(given: Parameters<typeof generate>[0]): string {
  return [...generate(given)].flatMap(([path, text]) => (path.startsWith('.github/workflows/') ? [text] : [])).join('');
}

test('its jobs are those of the GitHub workflows, as far as they concern this repository', () => {
  expect(jobs.map(([name]) => name)).toEqual(
    'test deny advisories manifests charts permissions audit release-check build publish'.split(' '),
  );
  const workflow = documents(generate({ name: 'example' }).get('.github/workflows/ci.yml') ?? '')[0];
  const steps = list(at(workflow, 'jobs.test.steps')).flatMap((step) => at(step, 'run') ?? []);
  expect(commandsOf(at(pipeline, 'test'))).toEqual(steps);
});

test('charts are checked if there are some, and permissions if a release of this package can compare them', () => {
  const files = generate({ name: 'example', ci: 'gitlab' });
  const names = Object.keys(documents(files.get('.gitlab-ci.yml') ?? '')[0] ?? {});
  for (const name of ['charts', 'permissions', 'audit']) expect(names).not.toContain(name);
  expect(files.get('.gitlab-ci.yml')).not.toContain('tool.sh');
});

test('a tool has the same version as on GitHub', () => {
  const versions = (text: string): ReadonlyMap<string, string> =>
    new Map(
      [
        ...text.matchAll(/(?:\/(kube-score|helm)@v|(cargo-deny|cargo-audit)@|--version )([\d.]+)(?: (cargo-\w+))?/g),
      ].map(([, module, tool, version = '', installed]) => [module ?? tool ?? installed ?? '', version]),
    );
  const there = versions(onGitHub({ name: 'example', packaging: 'both' }));
  expect(versions(whole())).toEqual(there);
  expect([...there.keys()].sort()).toEqual(['cargo-audit', 'cargo-deny', 'helm', 'kube-score']);
});

test('only the publishing job has a signing token, and it runs for tags, in an environment, one at a time', () => {
  expect(jobs.filter(([, job]) => at(job, 'id_tokens') !== undefined).map(([name]) => name)).toEqual(['publish']);
  expect(at(pipeline, 'publish')).toMatchObject({
    extends: '.release',
    environment: 'release',
    resource_group: 'release',
    id_tokens: { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } },
  });
  expect(at(pipeline, '[.release].rules')).toEqual([{ if: '$CI_COMMIT_TAG' }]);
});

test('no job needs a privileged container, runs a download, or uses a cache in a release', () => {
  expect(whole()).not.toMatch(/dind|--privileged|curl[^\n]*\|\s*(ba)?sh|^ *cache:/m);
  expect(commandsOf(at(pipeline, 'build')).join('\n')).toContain('--no-cache');
});

test('each image has its digest if registries were contacted, and otherwise the file says so', () => {
  const named = (text: string): readonly string[] =>
    [...text.matchAll(/^ +(?:image|name): (\S+:\S+)$/gm)].map(([, image = '']) => image);
  const digest = `sha256:${'a'.repeat(64)}`;
  const pinned = whole(new Map(ciImageReferences(answers, release).map((reference) => [reference, digest])));
  expect(new Set(named(whole()))).toEqual(new Set(ciImageReferences(answers, release)));
  for (const image of named(pinned)) expect(image).toContain(`@${digest}`);
  expect(whole()).toContain('ignore-file[pin-job-images-by-digest]');
  expect(pinned).not.toContain('ignore-file');
  expect(ciImageReferences({ ci: 'github' })).toEqual([]);
});

law('source, image and the reporting address are on the platform of the CI', (repository) => {
  const { files, project } = repository;
  const [host, other] = project.ci === 'gitlab' ? ['gitlab.com', 'github.com'] : ['github.com', 'gitlab.com'];
  expect(textOf(repository, 'Cargo.toml')).toContain(`https://${host}/${project.repository}`);
  for (const [path, text] of files) expect(text, path).not.toContain(`${other}/${project.repository}`);
  expect(project.image).toMatch(project.ci === 'gitlab' ? /^registry\.gitlab\.com\// : /^ghcr\.io\//);
});

test('only on GitLab a repository may be in nested groups', () => {
  const given = { name: 'example', repository: 'acme/platform/team-a/example' };
  const files = generate({ ...given, ci: 'gitlab' });
  expect(files.get('deploy/kustomization.yaml')).toContain('registry.gitlab.com/acme/platform/team-a/example');
  expect(files.get('.gitlab/CODEOWNERS')).toContain('* @acme/platform/team-a\n');
  expect(() => generate(given)).toThrow(/--repository "acme\/platform\/team-a\/example" must be OWNER\/NAME/);
});
