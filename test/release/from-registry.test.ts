// The base of an update from a registry: the recorded release writes its files again, if its digest is the recorded
// one.
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { packBoth } from '../../scripts/pack.js';
import { commit, git, ownFiles } from '../cli/committed.ts';
import { bin } from '../cli/run.ts';
import { writtenFrom, writtenPath } from '../../src/scaffold/written.ts';
import { registryOf, type Registry } from './registry.ts';

const name = 'create-kube-secure-controller';
const folder = mkdtempSync(path.join(tmpdir(), 'from-registry-'));
let registry: Registry;
/** Written by the older release and edited by its user, without the history of the texts. */
const made = path.join(folder, 'made');
let app = '';

beforeAll(async () => {
  const [now = ''] = packBoth(path.join(folder, 'packed'));
  registry = await registryOf(name, { '0.0.9': olderThan(now), '0.1.0': now });
  const words = ['exec', '--yes', '--package', `${name}@0.0.9`, '--', name, made, '--yes'];
  await execa('npm', words, {
    cwd: folder,
    env: { ...registry.environment, npm_config_cache: path.join(folder, 'cache') },
  });
  appendFileSync(path.join(made, 'README.md'), 'Mine.\n');
  git(folder, 'init', '--quiet', made);
  commit(made);
});
afterAll(async () => {
  await registry?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  app = path.join(mkdtempSync(path.join(folder, 'case-')), 'app');
  cpSync(made, app, { recursive: true });
  registry.asked.length = 0;
});

/** The same program with an older version, and an older sentence in its files. */
function olderThan(archive: string): string {
  const older = path.join(folder, 'older');
  mkdirSync(older);
  execFileSync('tar', ['-xzf', archive, '-C', older, '--strip-components=1']);
  const scripts = readdirSync(path.join(older, 'dist'), { recursive: true, encoding: 'utf8' });
  for (const file of [
    'package.json',
    ...scripts.filter((one) => /js$/.test(one)).map((one) => path.join('dist', one)),
  ]) {
    const at = path.join(older, file);
    const text = readFileSync(at, 'utf8')
      .replaceAll(/("version": ?|secure-controller",version:)"0\.1\.0"/g, '$1"0.0.9"')
      .replaceAll('## Try it', '## Try it out, as it was said')
      .replaceAll('## First commands', '## What to do first, as it was said');
    writeFileSync(at, text);
  }
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: older, stdio: 'ignore' });
  return path.join(folder, `${name}-0.0.9.tgz`);
}

async function update(...words: readonly string[]) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [bin, 'update', ...words], {
    cwd: app,
    env: registry.environment,
    reject: false,
  });
  return { status: exitCode, stdout, stderr };
}

test('an npm installation records its digest', () => {
  expect(writtenFrom(readFileSync(path.join(made, writtenPath), 'utf8'))).toMatchObject({
    generator: `${name}@0.0.9`,
    integrity: registry.integrityOf('0.0.9'),
  });
  expect(readFileSync(path.join(made, 'README.md'), 'utf8')).toContain('as it was said');
});

test('a text that git lacks is merged only with --from-registry, and the registry is not contacted before', async () => {
  const before = ownFiles(app);
  expect(await update('--check')).toMatchObject({
    status: 1,
    stdout: expect.stringMatching(/README\.md .*[\s\S]*--from-registry/),
  });
  expect(registry.asked).toEqual([]);
  expect(ownFiles(app)).toEqual(before);
  expect(await update('--from-registry')).toMatchObject({ status: 0, stderr: '' });
  const readme = readFileSync(path.join(app, 'README.md'), 'utf8');
  expect(readme).toMatch(/Mine\.\n$/);
  expect(readme).toContain('## First commands');
  expect(readme).not.toContain('as it was said');
  expect(registry.asked).toEqual([`/${name}/0.0.9`, `/${name}/-/0.0.9.tgz`]);
});

test('another archive under the recorded version is not run, and changes nothing', async () => {
  const honest = registry.archives.get('0.0.9') ?? Buffer.from('');
  const before = ownFiles(app);
  registry.archives.set('0.0.9', registry.archives.get('0.1.0') ?? honest);
  const outcome = await update('--from-registry');
  registry.archives.set('0.0.9', honest);
  expect(outcome).toMatchObject({ status: 3, stderr: expect.stringContaining('another archive') });
  expect(registry.asked).toEqual([`/${name}/0.0.9`]);
  expect(ownFiles(app)).toEqual(before);
});

test.each([
  ['no digest', '"integrity"', '"was"', 1, `npx ${name}@0.0.9 ../written`],
  [
    'another package',
    `"${name}@0.0.9"`,
    '"left-pad@1.3.0"',
    2,
    'left-pad@1.3.0, which is not a release of this package',
  ],
  ['another path', `"${name}@0.0.9"`, `"${name}@../left-pad/1.3.0"`, 2, 'which is not a release of this package'],
])('a record with %s runs nothing, and contacts no registry', async (_, old, now, status, message) => {
  const record = path.join(app, writtenPath);
  writeFileSync(record, readFileSync(record, 'utf8').replace(old, now));
  commit(app);
  expect(await update('--from-registry')).toMatchObject({ status, stderr: expect.stringContaining(message) });
  expect(registry.asked).toEqual([]);
});

test('--check --latest looks up the newest release, and status 1 means that there is one', async () => {
  await update('--from-registry');
  commit(app);
  expect(await update('--check')).toMatchObject({ status: 0 });
  registry.asked.length = 0;
  expect(await update('--check', '--latest')).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('No newer release'),
  });
  expect(registry.asked).toEqual([`/${name}/latest`]);
  registry.archives.set('0.2.0', Buffer.from(''));
  const behind = await update('--check', '--latest', '--json');
  registry.archives.delete('0.2.0');
  expect({ ...behind, stdout: JSON.parse(behind.stdout) }).toMatchObject({
    status: 1,
    stdout: { state: 'behind', newest: { version: '0.2.0', isLater: true } },
  });
});

test('--latest alone is wrong usage, and an unreachable registry gives status 3', async () => {
  expect(await update('--latest')).toMatchObject({ status: 2, stderr: expect.stringContaining('--check --latest') });
  const all = [...registry.archives];
  registry.archives.clear();
  const outcome = await update('--check', '--latest');
  for (const [version, archive] of all) registry.archives.set(version, archive);
  expect(outcome).toMatchObject({ status: 3, stderr: expect.stringContaining('could not be read from') });
});
