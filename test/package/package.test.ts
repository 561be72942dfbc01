// The packed tarball, installed by npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packBoth } from '../../scripts/pack.js';
import { generate } from '../generate.ts';
import { writtenFrom, writtenPath } from '../../src/scaffold/written.ts';
import { emptyFolder, tree } from '../cli/run.ts';
import { environment, yeomanProgram } from '../generators/yeoman-program.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kube-secure-controller-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [tarball = '', generatorTarball = ''] = packBoth(folder);
const home = path.join(folder, 'home');
npm(['install', '--prefix', home, '--no-audit', '--no-fund', '--offline', tarball, generatorTarball], folder);
const installed = path.join(home, 'node_modules', 'create-kube-secure-controller');

test('contains the program, the notices of bundled packages, and nothing else', () => {
  expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'bin', 'dist', 'docs', 'package.json']);
  const notices = readFileSync(path.join(installed, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const bundled of ['ejs', 'yaml', 'inquirer', 'yeoman-generator'])
    expect(notices).toMatch(new RegExp(`^${bundled} \\d`, 'm'));
  expect(readdirSync(path.join(installed, 'docs'))).toEqual([
    'answers.schema.json',
    'audit.schema.json',
    'create-kube-secure-controller.1',
    'report.schema.json',
    'rules.md',
  ]);
});

test('is one package without dependencies or install scripts, below 1.2 MB', () => {
  const manifest = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  expect(manifest.dependencies ?? {}).toEqual({});
  expect(Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name))).toEqual([]);
  expect(
    readdirSync(path.join(home, 'node_modules'))
      .filter((entry) => !entry.startsWith('.'))
      .sort(),
  ).toEqual(['create-kube-secure-controller', 'generator-kube-secure-controller']);
  expect(statSync(tarball).size).toBeLessThan(1_200_000);
});

test('is the same build under both names: only the name differs, and one of them has the programs', () => {
  const [one, other] = [installed, path.join(home, 'node_modules', 'generator-kube-secure-controller')].map(tree);
  const { 'package.json': manifest = '', ...files } = one ?? {};
  const { 'package.json': otherManifest = '', ...otherFiles } = other ?? {};
  expect(otherFiles).toEqual(files);
  const { bin, man, ...rest } = JSON.parse(manifest);
  expect(man).toBe('docs/create-kube-secure-controller.1');
  expect(JSON.parse(otherManifest)).toEqual({ ...rest, name: 'generator-kube-secure-controller' });
  expect(Object.keys(bin)).toEqual(['create-kube-secure-controller', 'kube-secure-controller']);
});

test.each(['create-kube-secure-controller', 'kube-secure-controller'])('%s runs from its installation', (name) => {
  const place = emptyFolder();
  execFileSync(path.join(home, 'node_modules', '.bin', name), ['one', '--yes'], { cwd: place, stdio: 'ignore' });
  const { [writtenPath]: record = '', ...files } = tree(path.join(place, 'one'));
  const { [writtenPath]: expected = '', ...others } = Object.fromEntries(generate({ name: 'one' }));
  expect(files).toEqual(others);
  // Only an installation by npm has a digest to record.
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  expect(writtenFrom(record)).toEqual({ ...writtenFrom(expected), integrity });
});

test('Backstage finds the generator only by its namespace, in its package folder', () => {
  const look = `import { lookupGenerator } from ${JSON.stringify(environment)};
process.stdout.write(JSON.stringify(lookupGenerator('kube-secure-controller:app', { localOnly: true, npmPaths: [process.cwd() + '/node_modules'], singleResult: true })));`;
  const found = execFileSync(process.execPath, ['--input-type=module', '--eval', look], {
    cwd: home,
    encoding: 'utf8',
  });
  expect(JSON.parse(found)).toContain(path.join('generator-kube-secure-controller', 'dist', 'generators', 'app'));
});

test('Yeoman finds the generator under its expected name, and records no digest of that archive', () => {
  const program = yeomanProgram();
  const runs = [{ words: ['one'], options: { yes: true } }];
  execFileSync(process.execPath, [program, JSON.stringify(runs)], { cwd: home, stdio: 'ignore' });
  expect(JSON.parse(readFileSync(`${program}.errors.json`, 'utf8'))).toEqual(['']);
  expect(tree(path.join(home, 'one'))).toEqual(Object.fromEntries(generate({ name: 'one' })));
});

function npm(words: readonly string[], cwd: string): string {
  return execFileSync('npm', [...words], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
