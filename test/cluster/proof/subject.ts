// A generated repository with its controller built: what the proofs are about.
import { execa } from 'execa';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { resolveAnswers, type Given } from '../../../src/answers/resolve.ts';
import { projectFrom, type Project } from '../../../src/scaffold/project.ts';
import { cargoEnvironment } from '../../cargo.ts';
import { cache, generate, materialise } from '../../generate.ts';

export interface Subject {
  readonly project: Project;
  /** The repository on disk. */
  readonly folder: string;
  /** Where its programs are: `controller`, and `install-crd` with `crdInstall: job`. */
  readonly programs: string;
}

/** The subject of these answers, as `buildSubject` leaves it. */
export function subjectOf(given: Given): Subject {
  const project = projectFrom(resolveAnswers(given, { defaults: true }));
  return {
    project,
    folder: path.join(cache, 'rust', project.name),
    programs: path.join(cache, 'cluster', project.name),
  };
}

/**
 * Generates the repository and builds it with cargo, in the target directory that test:rust uses too.
 *
 * Every repository has a program named `controller`, so each is copied out before the next one is built.
 */
export async function buildSubject(given: Given): Promise<Subject> {
  const subject = subjectOf(given);
  materialise(subject.folder, generate(given));
  await compile(subject);
  return subject;
}

/** Builds what is on disk, and keeps the programs. */
export async function compile(subject: Subject): Promise<void> {
  await execa('nice', ['cargo', 'build', '--locked', '--quiet', '--bins'], {
    cwd: subject.folder,
    env: cargoEnvironment,
  });
  await mkdir(subject.programs, { recursive: true });
  for (const program of ['controller', ...(subject.project.crdInstall === 'job' ? ['install-crd'] : [])]) {
    // A program that runs cannot be written over; a run that was cut off may have left one.
    await execa('cp', [
      '--remove-destination',
      path.join(cargoEnvironment.CARGO_TARGET_DIR, 'debug', program),
      path.join(subject.programs, program),
    ]);
  }
}
