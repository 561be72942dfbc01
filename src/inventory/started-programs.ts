// The programs that the images of a repository start.
import path from 'node:path';
import type { Dockerfile, Stage } from '../formats/dockerfile/dockerfile.ts';
import type { Repository } from '../repo/repository.ts';
import { dockerfilesOf } from './other-files.ts';

export interface Start {
  readonly program: string;
  readonly line: number;
}

/** What the last stage of a Dockerfile starts, and the line that says so; undefined where it only shows when it is built. */
export function startedBy({ stages }: Dockerfile): Start | undefined {
  return startOf(stages.at(-1));
}

/** Each once, in the order of the files; every stage may be the image of a build with `--target`. */
export function startedPrograms(repository: Repository): readonly string[] {
  const stages = dockerfilesOf(repository).flatMap((file) => file.stages);
  return [...new Set(stages.flatMap((stage) => startOf(stage)?.program ?? []))];
}

function startOf(stage: Stage | undefined): Start | undefined {
  const start = stage?.instructions
    .filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')
    .sort((a, b) => (a.keyword < b.keyword ? 1 : -1))[0];
  const program = /^\s*(?:\[\s*")?([^\s",\]]+)/.exec(start?.rest ?? '')?.[1];
  return start === undefined || program === undefined || program.includes('$')
    ? undefined
    : { program: path.posix.basename(program), line: start.line };
}
