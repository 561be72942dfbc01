// Generated repositories compile without a warning, and pass their own tests and supply chain rules.
import { execa } from 'execa';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { placesOf } from '../../src/scaffold/places.ts';
import { cargoEnvironment } from '../cargo.ts';
import { cache, generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { cargoDeny } from './setup.ts';

describe.each(Object.entries(repositories))('%s', (name, given) => {
  const folder = path.join(cache, 'rust', name);
  const files = generate(given);
  const cargo = async (...words: readonly string[]) => {
    const { exitCode, all } = await execa('cargo', words, {
      cwd: folder,
      env: cargoEnvironment,
      reject: false,
      all: true,
    });
    return exitCode === 0 ? 'passed' : all;
  };

  beforeAll(() => materialise(folder, files));

  test('is formatted', async () => expect(await cargo('fmt', '--check')).toBe('passed'));

  test('has no warning', async () =>
    expect(await cargo('clippy', '--locked', '--all-targets', '--', '-D', 'warnings')).toBe('passed'));

  test('passes its tests', async () => expect(await cargo('test', '--locked')).toBe('passed'));

  test('prints the CRD that it ships', async () => {
    const { stdout } = await execa('cargo', ['run', '--locked', '--quiet', '--bin', 'crdgen'], {
      cwd: folder,
      env: cargoEnvironment,
    });
    expect(`${stdout}\n`).toBe(files.get(placesOf(resolveAnswers(given, { defaults: true })).crdFile));
  });

  test('keeps its supply chain rules', async () => {
    // cargo-deny also reads crates for other platforms, which no build here has downloaded.
    expect(await cargo('fetch', '--locked')).toBe('passed');
    const deny = path.join(cargoDeny.root, 'bin', 'cargo-deny');
    const { exitCode, all } = await execa(deny, ['--locked', '--offline', 'check', 'bans', 'licenses', 'sources'], {
      cwd: folder,
      env: cargoEnvironment,
      reject: false,
      all: true,
    });
    expect(exitCode === 0 ? 'passed' : all).toBe('passed');
  });
});
