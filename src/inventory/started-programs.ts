// The programs that the images of a repository start.
import path from 'node:path';
import { shippedStage, type Dockerfile, type Stage } from '../formats/dockerfile/dockerfile.ts';
import type { Repository } from '../repo/repository.ts';
import { dockerfilesOf } from './other-files.ts';

export interface Start {
  readonly program: string;
  readonly line: number;
}

/** The program that the image of a Dockerfile starts, with its line; undefined if only the build shows it. */
export function startedBy(file: Dockerfile): Start | undefined {
  return startOf(shippedStage(file));
}

/** The programs that the images of a repository start. */
export interface StartedPrograms {
  /** Each once, in the order of the files. */
  readonly programs: readonly string[];
  /** The program of the image with that name, if the name shows from which Dockerfile or stage it is built. */
  readonly inImage: (image: string) => string | undefined;
}

/** A build with `--target` may use every stage as an image. */
export function startedPrograms(repository: Repository): StartedPrograms {
  const started = dockerfilesOf(repository).flatMap((file) =>
    file.stages.flatMap((stage) => {
      const program = startOf(stage)?.program;
      const isLast = stage === shippedStage(file);
      return program === undefined ? [] : [{ program, names: [...(isLast ? namesOf(file.path) : []), stage.name] }];
    }),
  );
  const programWhere = (fits: (name: string) => boolean): string | undefined => {
    const found = started.filter(({ names }) => names.some((name) => name !== undefined && fits(name)));
    const programs = new Set(found.map(({ program }) => program));
    return programs.size === 1 ? found[0]?.program : undefined;
  };
  return {
    programs: [...new Set(started.map(({ program }) => program))],
    inImage: (image) => programWhere((name) => name === image) ?? programWhere((name) => image.endsWith(`-${name}`)),
  };
}

/**
 * The name of the image, by the path of a Dockerfile: `operator/Dockerfile`, `docker/operator.Dockerfile`,
 * `Dockerfile.operator`.
 */
function namesOf(file: string): readonly string[] {
  const name = path.posix.basename(file).replace(/(?:Docker|Container)file/i, '');
  const folder = path.posix.basename(path.posix.dirname(file));
  return [name.replace(/^\.|\.$/g, ''), folder].filter((each) => each !== '' && !SAYS_NOTHING.has(each));
}

/** Names of folders and files that show how or for what an image is built, and not which image it is. */
const SAYS_NOTHING = new Set(
  '. docker .docker build images image container containers deploy hack ci dev debug local release prod test'.split(
    ' ',
  ),
);

function startOf(stage: Stage | undefined): Start | undefined {
  const start = stage?.instructions
    .filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')
    .sort((a, b) => (a.keyword < b.keyword ? 1 : -1))[0];
  const program = /^\s*(?:\[\s*")?([^\s",\]]+)/.exec(start?.rest ?? '')?.[1];
  return start === undefined || program === undefined || program.includes('$')
    ? undefined
    : { program: path.posix.basename(program), line: start.line };
}
