// A generated Cargo.lock equals the one from cargo, for every set of crates and for names that crates also have.
import { execa } from 'execa';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Given } from '../../src/answers/resolve.ts';
import { cache, generate, materialise } from '../generate.ts';
import { repositories } from '../repositories.ts';

const { token = {}, irsa = {} } = repositories;
const outside: Readonly<Record<string, Given>> = { inside: {}, token, irsa };

const sets = Object.entries(outside).flatMap(([scope, given]) =>
  [true, false].flatMap((leaderElection) =>
    [true, false].map(
      (metrics) =>
        [
          `${scope}, leader election ${leaderElection}, metrics ${metrics}`,
          { name: 'locked', ...given, leaderElection, metrics },
        ] as const,
    ),
  ),
);

const names = ['aaa', 'controller', 'core', 'fn', 'kubex', 'syn', 'test', 'thiserror', 'tokio', 'zzz', '1st'].map(
  (name) => [`named ${name}`, { name, kind: 'Example' }] as const,
);

describe.each([...sets, ...names])('%s', (label, given: Given) => {
  test('the lock file is up to date', async () => {
    const folder = path.join(cache, 'rust', 'locked', label.replaceAll(/\W+/g, '-'));
    const files = generate(given);
    materialise(folder, files);
    const { exitCode, all } = await execa('cargo', ['metadata', '--locked', '--format-version', '1'], {
      cwd: folder,
      reject: false,
      all: true,
    });
    expect(exitCode === 0 ? 'up to date' : all).toBe('up to date');
  });
});
