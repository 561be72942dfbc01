// The faults of a Dockerfile as a whole, as BuildKit and hadolint see it.
import type { Instruction } from './instructions.ts';
import type { Fault } from '../yaml/file.ts';

const known = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);

/** The first thing that no build accepts; undefined if another tool makes the Dockerfile from this text. */
export function dockerfileFault(
  path: string,
  text: string,
  instructions: readonly Instruction[],
  open: Instruction | undefined,
): Fault | undefined {
  if (isMadeFirst(path, text)) return undefined;
  const unknown = instructions.find(({ keyword }) => !known.has(keyword));
  if (unknown !== undefined)
    return { path, line: unknown.line, message: `unknown instruction ${unknown.keyword.slice(0, 30)}` };
  const early = instructions.find(({ keyword }) => keyword !== 'ARG');
  if (early === undefined || early.keyword !== 'FROM')
    return { path, line: early?.line ?? 1, message: 'no FROM stands before the first instruction' };
  const bare = instructions.find(({ keyword, rest }) => keyword === 'FROM' && rest === '');
  if (bare !== undefined) return { path, line: bare.line, message: 'FROM names no image' };
  return open && { path, line: open.line, message: `${open.keyword} does not end: the file does` };
}

/** A template, the input of a preprocessor, or another language that a `# syntax=` line names. */
function isMadeFirst(path: string, text: string): boolean {
  const syntax = /^#\s*syntax\s*=\s*(\S+)/im.exec(text.slice(0, 300))?.[1];
  return (
    /\.(in|tpl|tmpl|template|j2|erb|m4|ejs)$/i.test(path) ||
    /\{\{|\{%|<%/.test(text) ||
    (syntax !== undefined && !/(^|\/)docker\/dockerfile(-upstream)?\b/.test(syntax))
  );
}
