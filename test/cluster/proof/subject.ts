// A generated repository with its built controller: the subject of the proofs.
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
  /** The folder of its programs: `controller`, and `install-crd` with `crdInstall: job`. */
  readonly programs: string;
}

/** The subject of these answers, after `buildSubject`. */
export function subjectOf(given: Given): Subject {
  const project = projectFrom(resolveAnswers(given, { defaults: true }));
  return {
    project,
    folder: path.join(cache, 'rust', project.name),
    programs: path.join(cache, 'cluster', project.name),
  };
}

/**
 * Generates the repository and builds it with cargo, in the target directory of test:rust.
 *
 * Every repository has a program named `controller`, so each is copied before the next build.
 */
export async function buildSubject(given: Given): Promise<Subject> {
  const subject = subjectOf(given);
  materialise(subject.folder, generate(given));
  await compile(subject);
  return subject;
}

/** Builds the files on disk, and keeps the programs. */
export async function compile(subject: Subject): Promise<void> {
  await execa('nice', ['cargo', 'build', '--locked', '--quiet', '--bins'], {
    cwd: subject.folder,
    env: cargoEnvironment,
  });
  await mkdir(subject.programs, { recursive: true });
  for (const program of ['controller', ...(subject.project.crdInstall === 'job' ? ['install-crd'] : [])]) {
    // A running program cannot be overwritten, and an interrupted run may have left one.
    await execa('cp', [
      '--remove-destination',
      path.join(cargoEnvironment.CARGO_TARGET_DIR, 'debug', program),
      path.join(subject.programs, program),
    ]);
  }
}
