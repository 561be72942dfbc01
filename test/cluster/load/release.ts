// The controller under load, built like its Dockerfile: with optimisations.
import { execa } from 'execa';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cache, generate, materialise } from '../../generate.ts';
import { repositories } from '../../repositories.ts';
import { subjectOf, type Subject } from '../proof/subject.ts';

const { default: given = {} } = repositories;

/** As `buildRelease` leaves it. */
export const release: Subject = { ...subjectOf(given), programs: path.join(cache, 'load') };

export async function buildRelease(): Promise<void> {
  const { folder, programs } = release;
  const target = path.join(cache, 'rust', 'target');
  materialise(folder, generate(given));
  await execa('nice', ['cargo', 'build', '--locked', '--quiet', '--release', '--bin', 'controller'], {
    cwd: folder,
    env: { CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never' },
  });
  await mkdir(programs, { recursive: true });
  await execa('cp', ['--remove-destination', path.join(target, 'release', 'controller'), programs]);
}
