// The modes that an instruction of a Dockerfile gives to files.
import { withDefaults, type Dockerfile } from '../../formats/dockerfile/dockerfile.ts';
import type { Instruction } from '../../formats/dockerfile/instructions.ts';
import type { Said } from '../sight.ts';

const mode = `["']?(0*[0-7]{3,4}|[ugoa]*[+=][rwxXst]+(?:,[ugoa]*[-+=][rwxXst]*)*|\\$\\{?\\w+\\}?)["']?`;

/** The modes: `chmod 4755`, `install -m 755`, `COPY --chmod=777`, `mkdir -m 777`; a variable without a default stays as written. */
export function modesIn(file: Dockerfile, instruction: Instruction): readonly string[] {
  return modesAsWritten(instruction).map((mode) => withDefaults(file, mode));
}

/** 4755, 06755, u+s, g+xs and +s; not a sticky bit on a directory. */
export function isSetuid(mode: string): boolean {
  return /^0*[2-7]\d{3}$/.test(mode) || /(^|,)[ugoa]*[+=][rwxXt]*s/.test(mode);
}

/** The first mode that only the build shows, if there is one. */
export function openMode(modes: readonly string[]): (Said & { readonly state: 'unknown' }) | undefined {
  const open = modes.find((mode) => mode.includes('$'));
  if (open === undefined) return undefined;
  return { state: 'unknown', what: open, message: `the mode ${open} of a file is only known when the image is built` };
}

function modesAsWritten({ keyword, rest }: Instruction): readonly string[] {
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
