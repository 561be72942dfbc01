// The modes that an instruction of a Dockerfile gives to files.
import type { Instruction } from '../../formats/dockerfile/instructions.ts';

const mode = `(0*[0-7]{3,4}|[ugoa]*[+=][rwxXst]+(?:,[ugoa]*[-+=][rwxXst]*)*)`;

/** The modes as written: `chmod 4755`, `install -m 755`, `COPY --chmod=777`, `mkdir -m 777`. */
export function modesIn({ keyword, rest }: Instruction): readonly string[] {
  if (keyword === 'COPY' || keyword === 'ADD')
    return [...rest.matchAll(/--chmod=(\S+)/g)].map((match) => match[1] ?? '');
  if (keyword !== 'RUN') return [];
  return [
    ...rest.matchAll(new RegExp(String.raw`(?<![\w-])chmod\s+(?:-[\w-]+\s+)*${mode}(?=\s)`, 'g')),
    ...rest
      .split(/[;&|\n]/)
      .map((command) => command.slice(/\b(?:install|mkdir)\b/.exec(command)?.index ?? command.length))
      .flatMap((command) => [
        ...command.matchAll(new RegExp(String.raw`\s(?:-m[ \t]*|--mode[= ])${mode}(?=\s|$)`, 'g')),
      ]),
  ].map((match) => match[1] ?? '');
}
