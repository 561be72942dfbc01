// A repository with existing findings: a baseline file, and entries to fill in, through the command line.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hardenable, pod } from './hardenable.ts';
import { cli } from './run.ts';

const config = '.kube-secure-controller.yaml';
const found = (stdout: string): readonly string[] =>
  JSON.parse(stdout).findings.map(({ rule, path: file }: { rule: string; path: string }) => `${file} ${rule}`);

test('a finding in the baseline is not reported, but a worse one is, even if lines move', async () => {
  const folder = hardenable();
  const wrote = await cli(['audit', '--write-baseline', 'base.json'], folder);
  expect(wrote).toMatchObject({ status: 0, stdout: '' });
  expect(wrote.stderr).toMatch(/Wrote base\.json: \d+ findings/);
  const known = await cli(['audit', '--json', '--profile', 'auditor', '--baseline', 'base.json'], folder);
  expect(known).toMatchObject({ status: 0 });
  expect(found(known.stdout)).toEqual([]);
  expect(JSON.parse(known.stdout).counts.hidden.known).toBeGreaterThan(0);
  writeFileSync(
    path.join(folder, 'pod.yaml'),
    `# moved\n${pod.replace('    spec:\n', '    spec:\n      hostPID: true\n')}`,
  );
  const worse = await cli(['audit', '--json', '--baseline', 'base.json'], folder);
  expect(worse.status).toBe(1);
  expect(found(worse.stdout)).toEqual(['pod.yaml no-host-pid']);
});

test('a fixed debt is reported, and the same repository writes the same baseline', async () => {
  const folder = hardenable();
  await cli(['audit', '--write-baseline', 'base.json'], folder);
  const first = readFileSync(path.join(folder, 'base.json'), 'utf8');
  await cli(['audit', '--write-baseline', 'base.json'], folder);
  expect(readFileSync(path.join(folder, 'base.json'), 'utf8')).toBe(first);
  writeFileSync(path.join(folder, 'pod.yaml'), `${pod}      enableServiceLinks: false\n`);
  const { stderr } = await cli(['audit', '--baseline', 'base.json'], folder);
  expect(stderr).toContain('1 of the findings of base.json are gone');
});

test.each([
  ['a missing file', undefined, 'is not there'],
  ['a file that is not JSON', '{', 'it is not JSON'],
  ['another document', '{"schemaVersion": 2, "findings": []}', 'no schemaVersion 1'],
  ['a finding without a rule', '{"schemaVersion": 1, "findings": [{}]}', 'findings[0] needs rule'],
])('%s is wrong usage', async (_, text, words) => {
  const folder = hardenable();
  if (text !== undefined) writeFileSync(path.join(folder, 'base.json'), text);
  const { status, stderr } = await cli(['audit', '--baseline', 'base.json'], folder);
  expect(status).toBe(2);
  if (text !== undefined) expect(stderr).toContain(words);
});

test('a baseline and a revision exclude each other', async () =>
  expect(await cli(['audit', '--baseline', 'a', '--since', 'HEAD'], hardenable())).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--since and --baseline exclude each other'),
  }));

test('entries are added below existing ones, and apply once they have reasons', async () => {
  const ours = '# ours\nprofile: regular\nignore:\n  - rule: no-host-pid # kept\n    reason: it is an agent\n';
  const folder = hardenable({ [config]: ours });
  const before = found((await cli(['audit', '--json'], folder)).stdout);
  expect(before.length).toBeGreaterThan(2);
  const { status, stderr } = await cli(['audit', '--add-ignores'], folder);
  expect(status).toBe(0);
  expect(stderr).toMatch(/\d+ entries written/);
  const text = readFileSync(path.join(folder, config), 'utf8');
  expect(text.startsWith(ours)).toBe(true);
  expect(found((await cli(['audit', '--json'], folder)).stdout)).toEqual(before);
  expect((await cli(['audit', '--add-ignores'], folder)).stderr).toContain('has an entry for every finding');
  expect(readFileSync(path.join(folder, config), 'utf8')).toBe(text);
  writeFileSync(path.join(folder, config), text.replaceAll(/TODO: why is this accepted\?/g, 'it is a test'));
  expect(found((await cli(['audit', '--json'], folder)).stdout)).toEqual([]);
});

test('entries create the configuration if it is missing', async () => {
  const folder = hardenable();
  await cli(['audit', '--add-ignores', '--rules', 'no-service-links'], folder);
  expect(readFileSync(path.join(folder, config), 'utf8')).toBe(
    'ignore:\n  - rule: no-service-links\n    path: "pod.yaml"\n    reason: "TODO: why is this accepted?"\n',
  );
});
