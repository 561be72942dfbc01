// Every folder that is a list is complete: each file is used, and each name has its file.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { ruleFiles } from './rule-index.ts';

test('each rule has the name of its file', () => {
  const names = ruleFiles().map((file) => path.basename(file, '.ts'));
  expect(rules.map(({ id }) => id).sort()).toEqual(names.sort());
});

/** The fixtures of `kube` cover the calls that it re-exports. */
const partsOfKube = ['kube_client', 'kube_core'];

test('each model of a crate has a fixture', () => {
  const fixtures = filesBelow('test/inference/fixtures').join('\n');
  const models = readdirSync('src/inference/models').map((file) => path.basename(file, '.rs'));
  expect(models.filter((model) => !new RegExp(`\\b${model}::`).test(fixtures))).toEqual(partsOfKube);
});

test('each suite with its own configuration has a script', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const configurations = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'vitest.config.ts')
    .map((file) => `--config test/${file}`);
  expect(configurations.length).toBeGreaterThan(0);
  expect(
    configurations.filter((one) => !Object.values(scripts).some((script) => `${script} `.includes(`${one} `))),
  ).toEqual([]);
});

test('the root folder contains nothing unexpected', async () => {
  const { stdout } = await execa('git', ['ls-files', '--', ':(glob)*']);
  const settings = ['.editorconfig', '.git-blame-ignore-revs', '.gitignore', '.npmrc', '.pre-commit-hooks.yaml'];
  const prose = ['ARCHITECTURE', 'CHANGELOG', 'CODE_OF_CONDUCT', 'CONTRIBUTING', 'README', 'SECURITY'];
  const tools = ['biome', 'cspell', 'knip', 'package-lock', 'package', 'tsconfig'];
  const wanted = [
    ...settings,
    ...prose.map((name) => `${name}.md`),
    'LICENSE',
    'action.yml',
    ...tools.map((name) => `${name}.json`),
    'vitest.config.ts',
  ];
  expect(stdout.split('\n').sort()).toEqual(wanted.sort());
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}
