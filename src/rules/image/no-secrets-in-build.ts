// No secret goes into a layer.
import type { Instruction } from '../../formats/dockerfile/instructions.ts';
import type { Repository } from '../../repo/repository.ts';
import { defineRule, pages } from '../rule.ts';
import type { Said } from '../sight.ts';
import { copiedSecret } from '../look/copied-secrets.ts';
import { instructionsThatShip, wrongInstructions } from '../look/dockerfiles.ts';
import { isSecretForm, isSecretName, secretInSettings } from '../look/secret-values.ts';

export const noSecretsInBuild = defineRule({
  id: 'no-secrets-in-build',
  title: 'No secret goes into the image',
  why: 'ARG and ENV stay in the history of the image, for everyone who can pull it.',
  group: 'Image',
  severity: 'high',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Use RUN --mount=type=secret.',
  fix: 'manual',
  look: ({ dockerfiles, repository: { files } }) =>
    dockerfiles.flatMap((dockerfile) => {
      const ships = new Set(instructionsThatShip(dockerfile));
      const copied = (one: Instruction): string | undefined => {
        const file = copiedSecret(one);
        return file === undefined || (!ships.has(one) && holdsNone(files, file)) ? undefined : file;
      };
      const wrong = (one: Instruction): Said | undefined => {
        const { keyword, rest } = one;
        const name = keyword === 'ARG' || keyword === 'ENV' ? namesIn(rest).find(isSecretName) : undefined;
        if (name !== undefined) return { what: name, message: `${keyword} ${name} stays in the history of the image` };
        const file = copied(one);
        if (file !== undefined)
          return {
            what: file,
            message: ships.has(one)
              ? `${keyword} puts ${file} into the image`
              : `${keyword} puts ${file} into a stage, which stays in the cache of the build`,
          };
        if (keyword === 'RUN' && setsPassword(rest))
          return { what: 'password', message: 'RUN sets a password that stays in the history of the image' };
        return isSecretForm(rest)
          ? {
              what: keyword,
              message: `${keyword} holds a secret in clear text, which stays in the history of the image`,
            }
          : undefined;
      };
      return wrongInstructions(dockerfile, dockerfile.instructions, wrong, (one) =>
        !ships.has(one) && copied(one) !== undefined ? { severity: 'medium' } : {},
      );
    }),
});

/** Settings that are committed, with no secret among them: a build of a page reads such a file. */
function holdsNone(files: Repository['files'], file: string): boolean {
  const text = files.get(file.replace(/^\.\//, ''));
  return text !== undefined && secretInSettings(text) === undefined && !isSecretForm(text);
}

/** Whether a literal becomes the password of a user of the image, or nothing does. */
function setsPassword(script: string): boolean {
  const parts = script.split('|').map((one) => one.trim());
  return (
    /\bpasswd (?:-d|--delete|--stdin)\b/.test(script) ||
    parts.some((part, index) => /^(?:sudo )?chpasswd\b/.test(part) && /:[^\s$'":]+["']?$/.test(parts[index - 1] ?? ''))
  );
}

/** The names that an instruction sets: `A=1 B="c d"` sets two, `A` and `A b c` set one. */
function namesIn(rest: string): readonly string[] {
  const [first = ''] = /^\w+/.exec(rest) ?? [];
  return /^\w+\s+[^\s=]+(\s|$)/.test(rest) && !rest.includes('=')
    ? [first]
    : [first, ...[...rest.matchAll(/(?<=[\s"'])\w+(?==)/g)].flat()];
}
