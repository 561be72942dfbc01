// No secret goes into a layer.
import { defineRule, pages } from '../rule.ts';
import { copiedSecret } from '../look/copied-secrets.ts';
import { instructionsThatShip, wrongInstructions } from '../look/dockerfiles.ts';
import { isSecretForm, isSecretName } from '../look/secret-values.ts';

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
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((dockerfile) => {
      const ships = new Set(instructionsThatShip(dockerfile));
      return wrongInstructions(dockerfile, dockerfile.instructions, (one) => {
        const { keyword, rest } = one;
        const name = keyword === 'ARG' || keyword === 'ENV' ? namesIn(rest).find(isSecretName) : undefined;
        if (name !== undefined) return { what: name, message: `${keyword} ${name} stays in the history of the image` };
        const file = ships.has(one) ? copiedSecret(one) : undefined;
        if (file !== undefined) return { what: file, message: `${keyword} puts ${file} into the image` };
        if (keyword === 'RUN' && setsPassword(rest))
          return { what: 'password', message: 'RUN sets a password that stays in the history of the image' };
        return isSecretForm(rest)
          ? {
              what: keyword,
              message: `${keyword} holds a secret in clear text, which stays in the history of the image`,
            }
          : undefined;
      });
    }),
});

/** Whether a literal becomes the password of a user of the image, or nothing does. */
function setsPassword(script: string): boolean {
  const parts = script.split('|').map((one) => one.trim());
  return (
    /\bpasswd (?:-d|--delete|--stdin)\b/.test(script) ||
    parts.some((part, index) => /^(?:sudo )?chpasswd\b/.test(part) && /:[^\s$'":]+["']?$/.test(parts[index - 1] ?? ''))
  );
}

/** What is set: `A=1 B="c d"`, `A`, and `A b c`, which sets one. */
function namesIn(rest: string): readonly string[] {
  const [first = ''] = /^\w+/.exec(rest) ?? [];
  return /^\w+\s+[^\s=]+(\s|$)/.test(rest) && !rest.includes('=')
    ? [first]
    : [first, ...[...rest.matchAll(/(?<=[\s"'])\w+(?==)/g)].flat()];
}
