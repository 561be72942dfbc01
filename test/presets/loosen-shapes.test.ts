// More attempts to bypass a preset, by the form and place of the judged text. Each gives a finding or status 2.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { cli } from '../cli/run.ts';
import { deployment, edit, made, record, rooted } from './made.ts';

type Attempt = (repository: string) => void;

const kustomization = 'deploy/kustomization.yaml';

/** Another place for the manifest with the fault, which the kustomization still includes. */
const moved =
  (to: string, change: (text: string) => string | Buffer = rooted): Attempt =>
  (at) => {
    const text = readFileSync(path.join(at, deployment), 'utf8');
    rmSync(path.join(at, deployment));
    mkdirSync(path.dirname(path.join(at, 'deploy', to)), { recursive: true });
    writeFileSync(path.join(at, 'deploy', to), change(text));
    if (to !== 'deployment.yaml') edit(path.join(at, kustomization), (old) => old.replace('deployment.yaml', to));
  };
const inPlace = (change: (text: string) => string | Buffer): Attempt => moved('deployment.yaml', change);
const kustomized =
  (more: string): Attempt =>
  (at) =>
    edit(path.join(at, kustomization), (text) => `${text}${more}`);
const besides =
  (file: string, text: string): Attempt =>
  (at) => {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), text);
  };

const root = 'securityContext: {runAsNonRoot: false, runAsUser: 0}';
const pod = `metadata: {labels: {a: b}}, spec: {${root}, containers: [{name: a, image: b}]}`;

/** Attempt → the rules, one of which reports it. */
const attempts: Readonly<Record<string, readonly [Attempt, ...string[]]>> = {
  'a manifest in JSON': [moved('deployment.json', (text) => JSON.stringify(parse(rooted(text)))), 'run-as-non-root'],
  'a manifest as an item of a List': [
    inPlace((text) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [parse(rooted(text))] })),
    'run-as-non-root',
  ],
  'a manifest with the file name of a text': [moved('deployment.txt'), 'run-as-non-root', 'understood'],
  'a manifest without a file extension': [moved('deployment'), 'run-as-non-root', 'understood'],
  'a manifest in a folder of examples': [moved('../examples/deployment.yaml'), 'run-as-non-root', 'understood'],
  'a manifest in a folder of tests': [moved('../tests/deployment.yaml'), 'run-as-non-root', 'understood'],
  'a manifest in a folder of tools': [moved('../hack/deployment.yaml'), 'run-as-non-root', 'understood'],
  'a manifest in vendor/': [moved('vendor/deployment.yaml'), 'run-as-non-root', 'understood'],
  'a manifest in target/': [moved('target/deployment.yaml'), 'run-as-non-root', 'understood'],
  'a manifest in a folder that looks like a separate repository': [
    (at) => {
      moved('own/deployment.yaml')(at);
      mkdirSync(path.join(at, 'deploy/own/.git'));
    },
    'run-as-non-root',
    'understood',
  ],
  'a manifest in a folder with a .git file': [
    (at) => {
      moved('own/deployment.yaml')(at);
      writeFileSync(path.join(at, 'deploy/own/.git'), 'gitdir: ../../nowhere\n');
    },
    'run-as-non-root',
    'understood',
  ],
  'a link to a folder of manifests': [
    (at) => {
      edit(path.join(at, deployment), rooted);
      renameSync(path.join(at, 'deploy'), path.join(at, 'vendor'));
      symlinkSync('vendor', path.join(at, 'deploy'));
    },
    'preset-whole',
  ],
  'a tracked manifest that .gitignore names': [
    (at) => {
      edit(path.join(at, deployment), rooted);
      writeFileSync(path.join(at, '.gitignore'), 'deploy/\n');
      for (const words of [['init'], ['add', '--force', '.']]) execFileSync('git', words, { cwd: at, stdio: 'ignore' });
    },
    'run-as-non-root',
  ],
  'a manifest that is too long': [
    inPlace((text) => `${rooted(text)}${'#'.repeat(9_000_000)}\n`),
    'run-as-non-root',
    'understood',
  ],
  'a manifest with a zero byte': [inPlace((text) => `# \u0000\n${rooted(text)}`), 'run-as-non-root', 'understood'],
  'a manifest in UTF-16': [
    inPlace((text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rooted(text), 'utf16le')])),
    'run-as-non-root',
    'understood',
  ],
  'a manifest of an old version': [
    inPlace((text) => rooted(text).replace('apps/v1', 'extensions/v1beta1')),
    'run-as-non-root',
  ],
  'a value of YAML 1.1': [
    inPlace((text) => text.replaceAll('runAsNonRoot: true', 'runAsNonRoot: off')),
    'run-as-non-root',
  ],
  'a value that is null': [
    inPlace((text) => text.replaceAll('runAsNonRoot: true', 'runAsNonRoot: ~')),
    'run-as-non-root',
  ],
  'a value with a tag': [
    inPlace((text) => text.replaceAll('runAsNonRoot: true', 'runAsNonRoot: !!bool "false"')),
    'run-as-non-root',
    'understood',
  ],
  'a quoted key with an escape': [
    inPlace((text) => text.replaceAll('runAsNonRoot: true', '"runAs\\u004eonRoot": false')),
    'run-as-non-root',
  ],
  'a patch of a kustomization': [
    kustomized(
      "\npatches:\n  - target: {kind: Deployment}\n    patch: '[{op: add, path: /spec/template/spec/securityContext/runAsNonRoot, value: false}, {op: add, path: /spec/template/spec/containers/0/securityContext/runAsNonRoot, value: false}]'\n",
    ),
    'run-as-non-root',
  ],
  'a component of a kustomization': [
    (at) => {
      besides(
        'deploy/loose/kustomization.yaml',
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n  - target: {kind: Deployment}\n    patch: '[{op: add, path: /spec/template/spec/securityContext/runAsNonRoot, value: false}, {op: add, path: /spec/template/spec/containers/0/securityContext/runAsNonRoot, value: false}]'\n",
      )(at);
      kustomized('\ncomponents: [loose]\n')(at);
    },
    'run-as-non-root',
  ],
  'a transformer that nothing here runs': [
    (at) => {
      besides('deploy/loose.yaml', 'apiVersion: a.dev/v1\nkind: Loose\nmetadata: {name: a}\n')(at);
      kustomized('\ntransformers: [loose.yaml]\n')(at);
    },
    'understood',
  ],
  'a chart from another source': [
    kustomized('\nhelmCharts: [{name: a, repo: "https://example.dev", version: 1.0.0, releaseName: a}]\n'),
    'understood',
  ],
  'a resource from another source': [
    (at) =>
      edit(path.join(at, kustomization), (text) =>
        text.replace('- deployment.yaml', '- deployment.yaml\n  - https://example.dev/a.yaml'),
      ),
    'understood',
    'pinned-resources',
  ],
  ...Object.fromEntries(
    [
      `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {jobTemplate: {spec: {template: {${pod}}}}}}`,
      `{apiVersion: batch/v1, kind: Job, metadata: {name: a}, spec: {template: {${pod}}}}`,
      `{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {template: {${pod}}}}`,
      `{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: a}, spec: {template: {${pod}}}}`,
    ].map((text) => [
      `another workload: ${text.slice(0, 50)}`,
      [
        (at: string) => {
          besides('deploy/more.yaml', `${text}\n`)(at);
          edit(path.join(at, kustomization), (old) =>
            old.replace('- deployment.yaml', '- deployment.yaml\n  - more.yaml'),
          );
        },
        'run-as-non-root',
      ] as const,
    ]),
  ),
  'an init container': [
    inPlace((text) =>
      text.replace(/^( +)containers:$/m, `$1initContainers:\n$1  - {name: b, image: c, ${root}}\n$1containers:`),
    ),
    'run-as-non-root',
  ],
  'a configuration that is a folder': [
    (at) => {
      edit(path.join(at, deployment), rooted);
      mkdirSync(path.join(at, '.kube-secure-controller.yaml'));
    },
    'run-as-non-root',
    'status 2',
  ],
  'answers under a key that every object has': [
    (at) =>
      edit(path.join(at, record), (text) =>
        text.replace('"license": "none"', '"__proto__": {"license": "none"}, "license": "MIT"'),
      ),
    'preset-answers',
    'preset-current',
    'status 2',
  ],
  'a preset twice in the record': [
    (at) =>
      edit(path.join(at, record), (text) =>
        text.replace(/"preset": \{[^}]*\},/, (own) => `${own} "preset": {"name": "mine"},`),
      ),
    'preset-current',
  ],
};

test.each(Object.entries(attempts))('%s', async (_, [attempt, ...rules]) => {
  const { repository } = await made();
  attempt(repository);
  const { status, stdout, stderr } = await cli(['audit', '.', '--preset', '../preset', '--json'], repository);
  expect({ status, stderr }).toEqual({ status: expect.toBeOneOf([1, 2]), stderr });
  const found: readonly { readonly rule: string }[] =
    status === 2 ? [{ rule: 'status 2' }] : JSON.parse(stdout).findings;
  expect(
    rules.filter((rule) => found.some((one) => one.rule === rule)),
    JSON.stringify([...new Set(found.map(({ rule }) => rule))]),
  ).not.toEqual([]);
});
