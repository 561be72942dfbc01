// harden neither reads nor writes through a link that leads out of the tree.
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFiles } from '../../src/repo/write.ts';
import { fill, hardenable, hardened, only, pod } from './hardenable.ts';
import { cli, emptyFolder, tree } from './run.ts';

const words = ['harden', '--yes', ...only] as const;

describe('symbolic links that lead out of the tree', () => {
  const outside = () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'pod.yaml'), pod);
    return folder;
  };

  test('are neither read nor written', async () => {
    const elsewhere = outside();
    const folder = hardenable();
    symlinkSync(elsewhere, path.join(folder, 'deploy'));
    symlinkSync(path.join(elsewhere, 'pod.yaml'), path.join(folder, 'other.yaml'));
    expect((await cli([...words, '--force'], folder)).status).toBe(0);
    expect(tree(elsewhere)).toEqual({ 'pod.yaml': pod });
  });

  test('receive no new file, and the other files are written', async () => {
    const elsewhere = outside();
    const folder = emptyFolder();
    fill(folder, {
      'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\nlicense = "MIT"\n',
      'Cargo.lock': '[[package]]\nname = "a"\nversion = "0.1.0"\n',
      'pod.yaml': pod,
    });
    symlinkSync(elsewhere, path.join(folder, '.github'));
    symlinkSync(path.join(elsewhere, 'deny.toml'), path.join(folder, 'deny.toml'));
    const { status, stdout } = await cli(
      ['harden', '--yes', '--force', '--only', 'one-update-bot,dependencies-checked,no-service-links'],
      folder,
    );
    expect(status).toBe(0);
    expect(stdout).toContain('one-update-bot: .github is a symbolic link');
    expect(stdout).toContain('dependencies-checked: deny.toml is a symbolic link');
    expect(tree(elsewhere)).toEqual({ 'pod.yaml': pod });
    expect(readFileSync(path.join(folder, 'pod.yaml'), 'utf8')).toBe(hardened['pod.yaml']);
  });

  test('that appear after reading are not followed', () => {
    const elsewhere = outside();
    const folder = emptyFolder();
    symlinkSync(elsewhere, path.join(folder, 'deploy'));
    expect(() =>
      writeFiles({ path: folder, state: 'occupied' }, new Map([['deploy/pod.yaml', 'new']]), new Map()),
    ).toThrow(/deploy is a symbolic link/);
    expect(tree(elsewhere)).toEqual({ 'pod.yaml': pod });
  });
});
