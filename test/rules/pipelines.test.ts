// Realistic GitLab pipelines: what is judged at its line, what is unknown, and what no rule reads.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const judged = (files: Readonly<Record<string, string>>, rule: string) =>
  audit(repositoryOf(Object.entries(files)), { rules: [rule] });
const found = (text: string, rule: string) => judged({ '.gitlab-ci.yml': text }, rule).findings;
const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['image: rust:1.95\n', 1, 'the pipeline'],
  ['default:\n  image: rust:1.95\n', 2, 'the default of all jobs'],
  ['.hidden:\n  image:\n    name: rust:1.95\n    entrypoint: [""]\n', 3, 'job .hidden'],
  ['a:\n  script: [true]\n  services: [postgres:18]\n', 3, 'service 1 of job a'],
  [
    `a:\n  script: [true]\n  services:\n    - rust@${digest}\n    - { name: postgres:18, alias: db }\n`,
    5,
    'service 2 of job a',
  ],
])('an image by tag in %j', (text, line, subject) => {
  expect(found(text, 'pin-job-images-by-digest')).toMatchObject([{ state: 'broken', line, subject }]);
  const pinned = text.replace(/(rust|postgres):[\d.]+/g, `$&@${digest}`);
  expect(found(pinned, 'pin-job-images-by-digest')).toEqual([]);
});

test.each([
  ['a:\n  image: $RUST\n', 'its image is only known at run time'],
  ['a:\n  image: "$[[ inputs.image ]]"\n', 'its image is only known at run time'],
  ['include: https://example.com/a.yml\n', 'the images of https://example.com/a.yml are not here'],
  ['include:\n  - { project: acme/ci, ref: v1, file: /a.yml }\n', 'the images of acme/ci are not here'],
  ['include:\n  - component: $CI_SERVER_FQDN/acme/ci/a@1\n', 'the images of $CI_SERVER_FQDN/acme/ci/a@1 are not here'],
])('a value that only GitLab knows is unknown: %j', (text, message) => {
  expect(found(text, 'pin-job-images-by-digest')).toMatchObject([
    { state: 'unknown', message: expect.stringContaining(message) },
  ]);
});

const command = (lines: string): string => `a:\n  script:\n${lines}`;

test.each([
  ['locked-in-ci', command('    - true\n    - cargo test\n'), 4],
  ['locked-in-ci', command('    - - true\n      - cargo build\n'), 4],
  ['no-download-to-shell', command('    - |\n      true\n      curl https://sh.example.dev | sh\n'), 5],
  ['no-download-to-shell', 'before_script:\n  - curl https://sh.example.dev | sh\n', 2],
  ['tools-by-version', 'a:\n  after_script: pip install tool\n', 2],
  ['tools-by-version', 'default:\n  before_script: [npm install -g tool]\n', 2],
  ['attested-images', command('    - docker push registry.example.com/a\n'), 3],
])('%s sees the commands of %j', (rule, text, line) => {
  expect(found(text, rule)).toMatchObject([{ state: 'broken', line }]);
});

test('included files of the repository are part of the pipeline, even with wildcards and in a cycle', () => {
  const files = {
    '.gitlab-ci.yml': 'include:\n  - /ci/*.yml\n  - local: more/**.yml\n',
    'ci/test.yml': 'include: .gitlab-ci.yml\ntest: { image: "rust:1", script: [true] }\n',
    'ci/deep/not.yml': 'test: { image: "rust:2", script: [true] }\n',
    'more/deep/one.yml': 'test: { image: "rust:3", script: [true] }\n',
  };
  expect(judged(files, 'pin-job-images-by-digest').findings.map(({ path }) => path)).toEqual([
    'ci/test.yml',
    'more/deep/one.yml',
  ]);
});

test('a command under another key is judged where it is written', () => {
  const text = '.lib:\n  script: &lib\n    - cargo test\na:\n  script: !reference [.lib, script]\n';
  expect(found(text, 'locked-in-ci')).toMatchObject([{ line: 3, subject: 'job .lib' }]);
});

test('an unreadable pipeline is reported', () => {
  const { findings } = audit(repositoryOf([['.gitlab-ci.yml', 'a: [\n']]));
  expect(findings.filter(({ state }) => state === 'unknown')).toMatchObject([{ path: '.gitlab-ci.yml', line: 2 }]);
});

test.each([
  ['.gitlab-ci.yml', /^of a GitLab pipeline only the images, the commands and what it includes are judged$/],
  ['.circleci/config.yml', /^the rules about workflows judge GitHub and GitLab$/],
  ['Jenkinsfile', /^the rules about workflows judge GitHub and GitLab$/],
  ['azure-pipelines.yml', /^the rules about workflows judge GitHub and GitLab$/],
])('%s is set aside if no rule reads it, with the reason', (path, why) => {
  expect(judged({ [path]: 'a: { script: [true] }\n' }, 'token-without-rights').setAside).toEqual([
    { path, why: expect.stringMatching(why) },
  ]);
});
