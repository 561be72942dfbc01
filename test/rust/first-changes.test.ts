// The first changes of a new user, by the README: `cargo test` ends with the rule to paste, then with the row, on one
// screen, and no file of the machinery changes.
import { execa } from 'execa';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Files } from '../../src/scaffold/scaffold.ts';
import { cargoEnvironment } from '../cargo.ts';
import { cache, generate, materialise } from '../generate.ts';
import { changed, changes } from './first-changes.ts';

const screen = 40;

describe.each(Object.entries(changes))('%s', (_, change) => {
  const folder = path.join(cache, 'rust', 'first-changes');
  // A unique name: cargo treats packages with one name and version in one target directory as the same.
  const before = generate({ name: 'first-changes', kind: 'MyController' });
  let files: Files = changed(before, change);

  const cargo = async (...words: readonly string[]) => {
    const { all, exitCode } = await execa('cargo', words, {
      cwd: folder,
      env: { ...cargoEnvironment, RUST_BACKTRACE: '0' },
      reject: false,
      all: true,
    });
    return { exitCode, lines: all.split('\n') };
  };

  beforeAll(async () => {
    materialise(folder, files);
    // The command of `just crd`.
    const { lines } = await cargo('run', '--locked', '--quiet', '--bin', 'crdgen');
    files = new Map([...files, ['deploy/crd/crd.yaml', `${lines.join('\n')}\n`]]);
    materialise(folder, files);
  });

  test('changes no file of the machinery', () =>
    expect(Object.keys(change.edits).filter((file) => file.includes('machinery'))).toEqual([]));

  test('makes cargo test end with the rule to paste', async () => {
    const { exitCode, lines } = await cargo('test', '--locked');
    const told = lines.findIndex((line) => line.startsWith('deploy/rbac.yaml lacks this rule in the Role'));
    expect(lines.slice(told + 1).filter((line) => line !== '')).toEqual([
      ...change.rule.split('\n'),
      'error: test failed, to rerun pass `--test controller`',
    ]);
    // How many other tests are over by then depends on the machine.
    const others = /^test (?!machinery::).* \.\.\. ok$/;
    expect(lines.filter((line) => !line.includes('Blocking') && !others.test(line)).length).toBeLessThanOrEqual(screen);
    expect(exitCode).toBe(101);
  });

  test('passes with the pasted rule and the row that it then asks for', async () => {
    const rbac = files.get('deploy/rbac.yaml') ?? '';
    files = new Map([...files, ['deploy/rbac.yaml', rbac.replace('rules:\n', `rules:\n${change.rule}\n`)]]);
    materialise(folder, files);
    const { lines: told } = await cargo('test', '--locked');
    const rows = told.filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(0);
    const page = (files.get('docs/security.md') ?? '').replace('| --- | --- | --- | --- |\n', `$&${rows.join('\n')}\n`);
    materialise(folder, new Map([...files, ['docs/security.md', page]]));
    const { exitCode, lines } = await cargo('test', '--locked');
    expect(exitCode === 0 ? 'passed' : lines.join('\n')).toBe('passed');
  });
});
