// Checks that cargo is installed, and installs cargo-deny and Helm once.
import { execa } from 'execa';
import path from 'node:path';
import { cache } from '../generate.ts';
import { installGoPrograms } from '../judges/setup.ts';

export const cargoDeny = { version: '0.20.2', root: path.join(cache, 'cargo-deny') };

export default async function setup(): Promise<void> {
  const cargo = await execa('cargo', ['--version'], { reject: false });
  if (cargo.failed)
    throw new Error('test:rust needs cargo. Install Rust as https://rustup.rs says, then run it again.');
  await installGoPrograms();
  await execa(
    'cargo',
    ['install', '--locked', '--quiet', '--root', cargoDeny.root, `cargo-deny@${cargoDeny.version}`],
    {
      stdout: 'inherit',
      stderr: 'inherit',
    },
  );
}
