// The generator under yeoman-environment, by the path of the build.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { chart } from '../cli/controllers.ts';
import { fill } from '../cli/hardenable.ts';
import { emptyFolder, program, tree } from '../cli/run.ts';
import { enter, terminal } from '../cli/terminal.ts';
import { yeomanProgram } from './yeoman-program.ts';

const generator = path.resolve(import.meta.dirname, '../../dist/generators/app/index.js');

interface Run {
  readonly words: readonly string[];
  readonly options: object;
}

test('writes the same bytes as the command line', () => {
  const folder = emptyFolder();
  const errors = runYeoman(
    folder,
    Object.entries(repositories).map(([name, given]) => ({
      words: [name],
      options: { ...given, yes: true },
    })),
  );
  expect(errors).toEqual(Object.keys(repositories).map(() => ''));
  for (const [name, given] of Object.entries(repositories)) {
    expect(tree(path.join(folder, name))).toEqual(Object.fromEntries(generate(given)));
  }
});

test('a preset has the same effect as on the command line', () => {
  const folder = emptyFolder();
  const preset = path.resolve(import.meta.dirname, '../../examples/preset');
  const options = { yes: true, preset, repository: 'acme/one' };
  const errors = runYeoman(folder, [
    { words: ['one'], options },
    { words: ['two'], options: { ...options, scope: 'cluster' } },
  ]);
  expect(errors).toEqual(['', expect.stringContaining('no team may reach into the namespaces of others')]);
  expect(program(['same/one', '--yes', '--preset', preset, '--repository', 'acme/one'], folder).status).toBe(0);
  expect(tree(path.join(folder, 'one'))).toEqual(tree(path.join(folder, 'same', 'one')));
  expect(existsSync(path.join(folder, 'two'))).toBe(false);
});

test('options, conflicts, --force and missing answers work as on the command line', () => {
  const folder = emptyFolder();
  for (const taken of ['taken', 'forced']) {
    mkdirSync(path.join(folder, taken));
    writeFileSync(path.join(folder, taken, 'README.md'), 'mine');
  }
  const errors = runYeoman(folder, [
    { words: ['words', '--no-events', '--watch-namespaces', 'a,b', '--yes'], options: {} },
    { words: ['taken'], options: { yes: true } },
    { words: ['forced'], options: { yes: true, force: true } },
    { words: ['missing'], options: {} },
    { words: ['unknown'], options: { scop: 'cluster', defaults: true } },
    { words: ['keys'], options: { defaults: true, version: 'v1', noEvents: true } },
  ]);
  expect(errors).toEqual([
    '',
    expect.stringContaining('is not empty'),
    '',
    expect.stringMatching(/Missing[\s\S]*--scope/),
    expect.stringContaining('Unknown option "scop" (did you mean "scope"?)'),
    '',
  ]);
  expect(existsSync(path.join(folder, 'unknown'))).toBe(false);
  expect(tree(path.join(folder, 'keys'))).toEqual(
    Object.fromEntries(generate({ name: 'keys', version: 'v1', events: false })),
  );
  expect(tree(path.join(folder, 'words'))).toEqual(
    Object.fromEntries(generate({ name: 'words', events: false, watchNamespaces: ['a', 'b'] })),
  );
  expect(tree(path.join(folder, 'taken'))).toEqual({ 'README.md': 'mine' });
  expect(tree(path.join(folder, 'forced'))).toEqual(Object.fromEntries(generate({ name: 'forced' })));
});

test('in a hardened repository it writes only the files of harden', () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'teapot'));
  fill(path.join(folder, 'teapot'), chart);
  expect(program(['harden', 'teapot', '--yes'], folder).status).toBe(0);
  const before = tree(path.join(folder, 'teapot'));
  const errors = runYeoman(folder, [
    { words: ['teapot'], options: { yes: true } },
    { words: ['teapot'], options: { yes: true, force: true } },
  ]);
  expect(errors).toEqual([expect.stringContaining('was hardened, not generated'), '']);
  expect(tree(path.join(folder, 'teapot'))).toEqual(before);
});

test('in a terminal Yeoman asks the same questions', async () => {
  const folder = emptyFolder();
  const runs: readonly Run[] = [{ words: ['one'], options: {} }];
  const program = terminal([JSON.stringify(runs)], folder, [yeomanProgram(generator)]);
  for (const question of [
    'Description',
    'Scope',
    'Namespaces to watch',
    'API group',
    'Kind of the custom',
    'Kinds that it creates',
    'Repository',
    'Change the defaults',
  ]) {
    await program.shows(question);
    await new Promise((resolve) => setTimeout(resolve, 30));
    program.types(enter);
  }
  expect(await program.ends()).toMatchObject({ status: 0 });
  expect(tree(path.join(folder, 'one'))).toEqual(Object.fromEntries(generate({ name: 'one' })));
});

/** Runs the generator, all runs in one process; returns the error message of each, or an empty text. */
function runYeoman(folder: string, runs: readonly Run[]): readonly string[] {
  const program = yeomanProgram(generator);
  execFileSync(process.execPath, [program, JSON.stringify(runs)], { cwd: folder, stdio: 'ignore' });
  return JSON.parse(readFileSync(`${program}.errors.json`, 'utf8'));
}
