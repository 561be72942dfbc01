// The programs that the images of a repository start.
import path from 'node:path';
import type { Dockerfile } from '../formats/dockerfile/dockerfile.ts';
import type { Repository } from '../repo/repository.ts';
import { dockerfilesOf } from './other-files.ts';

/** What the last stage of a Dockerfile starts, and the line that says so; undefined where it only shows when it is built. */
export function startedBy(file: Dockerfile): { readonly program: string; readonly line: number } | undefined {
  const start = file.stages
    .at(-1)
    ?.instructions.filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')
    .sort((a, b) => (a.keyword < b.keyword ? 1 : -1))[0];
  const program = /^\s*(?:\[\s*")?([^\s",\]]+)/.exec(start?.rest ?? '')?.[1];
  return start === undefined || program === undefined || program.includes('$')
    ? undefined
    : { program: path.posix.basename(program), line: start.line };
}

/** Each once, in the order of the files. */
export function startedPrograms(repository: Repository): readonly string[] {
  return [...new Set(dockerfilesOf(repository).flatMap((file) => startedBy(file)?.program ?? []))];
}
