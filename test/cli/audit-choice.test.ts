// The choice of rules and the accepted findings: flags, comments and the configuration.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hardenable, pod } from './hardenable.ts';
import { cli } from './run.ts';

const config = '.kube-secure-controller.yaml';
const rulesOf = async (folder: string, ...words: readonly string[]): Promise<readonly string[]> => {
  const { stdout } = await cli(['audit', '--json', ...words], folder);
  return [...new Set<string>(JSON.parse(stdout).findings.map(({ rule }: { readonly rule: string }) => rule))];
};

test('--rules selects, --ignore excludes, and both can be combined', async () => {
  const folder = hardenable();
  const all = await rulesOf(folder);
  expect(await rulesOf(folder, '--rules', 'no-service-links, always-pull-image')).toEqual([
    'always-pull-image',
    'no-service-links',
  ]);
  expect(await rulesOf(folder, '--ignore', 'no-service-links')).toEqual(all.filter((id) => id !== 'no-service-links'));
  expect(
    await rulesOf(folder, '--rules', 'no-service-links,always-pull-image', '--ignore', 'always-pull-image'),
  ).toEqual(['no-service-links']);
});

describe.each([
  ['audit', 'rules'],
  ['audit', 'ignore'],
  ['harden', 'only'],
  ['harden', 'ignore'],
])('%s --%s', async (command, flag) => {
  test.each([
    ['no-service-link', /"no-service-link" is not a rule \(did you mean "no-service-links"\?\)/],
    ['no-service-links,run-as-nonroot', /did you mean "run-as-non-root"/],
    ['', new RegExp(`--${flag} names no rule`)],
  ])('%j is refused, and nothing is written', async (value, says) => {
    const { status, stderr } = await cli([command, `--${flag}=${value}`], hardenable());
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  });
});

const reasoned = (reason: string): string =>
  `${pod}      enableServiceLinks: true # kube-secure-controller: ignore[no-service-links]${reason}\n`;

test('audit and harden accept and show a suppression with a reason', async () => {
  const folder = hardenable({ 'pod.yaml': reasoned(' the sidecar reads them') });
  const { status, stdout } = await cli(
    ['audit', '--full', '--rules', 'no-service-links,suppression-has-reason'],
    folder,
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/Ignored, with a reason[^]*pod\.yaml:12 {2}no-service-links\s+the sidecar reads them/);
  expect((await cli(['harden', '--yes', '--only', 'no-service-links'], folder)).stdout).toContain(
    'Nothing was written.',
  );
});

test('a suppression without a reason has no effect, and is a finding itself', async () => {
  expect(
    await rulesOf(hardenable({ 'pod.yaml': reasoned('') }), '--rules', 'no-service-links,suppression-has-reason'),
  ).toEqual(['suppression-has-reason', 'no-service-links']);
});

test('audit and harden use the configuration', async () => {
  const folder = hardenable({
    [config]: 'ignore:\n  - rule: no-service-links\n    path: pod.yaml\n    reason: they are read\n',
  });
  expect(await rulesOf(folder, '--rules', 'no-service-links')).toEqual([]);
  expect((await cli(['harden', '--yes', '--only', 'no-service-links'], folder)).stdout).toContain(
    'Nothing was written.',
  );
});

test.each([
  [
    'ignore:\n  - {rule: no-service-link, reason: a}\n',
    /"no-service-link" is not a rule \(did you mean "no-service-links"\?\)/,
  ],
  ['ignore:\n  - {rule: no-service-links}\n', /needs a reason/],
  ['ignore:\n  - {rule: no-service-links, reason: " "}\n', /needs a reason/],
  [
    'ignore:\n  - {rule: no-service-links, reason: a, paths: b}\n',
    /"paths" is not a key \(did you mean "path"\?\); accepted: rule, path, reason/,
  ],
  ['ignore:\n  - {rule: no-service-links, reason: a, path: 1}\n', /path must be a text/],
  ['ignore:\n  - a\n', /must be a map/],
  ['ignore: a\n', /must be a list/],
  ['- a\n', /must be a map/],
  ['ignore: []\nignore: []\n', /line 2: .*unique/],
  ['ignore: [\n', /line 2/],
])('%j is an invalid configuration', async (text, says) => {
  const folder = hardenable();
  writeFileSync(path.join(folder, config), text);
  for (const words of [['audit'], ['harden', '--yes', '--force']]) {
    const { status, stderr } = await cli(words, folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(says);
  }
});
