// Checks the requirements of this suite on the machine before anything is built; then builds the programs of the
// control plane.
import { execa } from 'execa';
import { controlPlaneBinaries } from '../cluster/control-plane/binaries.ts';

const programs = ['buildah', 'runc', 'debootstrap', 'dpkg-deb', 'rustup', 'readelf'];

export default async function setup(): Promise<void> {
  const found = await Promise.all(programs.map((program) => execa('which', [program], { reject: false })));
  const missing = programs.filter((_, index) => found[index]?.failed);
  if (missing.length > 0)
    throw new Error(
      `test:image needs ${missing.join(', ')}. Debian and Ubuntu: apt-get install buildah runc debootstrap binutils; Rust: https://rustup.rs`,
    );
  if (process.getuid?.() !== 0)
    throw new Error('test:image needs root: debootstrap, and the owners of files in an image');
  await controlPlaneBinaries();
}
