import { defineRule } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';

export const noInsecureBuild = defineRule({
  id: 'no-insecure-build',
  title: 'No step of the build leaves its sandbox',
  why: '--security=insecure runs a step as root of the builder with all capabilities, and --network=host runs it in the builder’s network: downloaded code can take over the builder and later images.',
  group: 'Image',
  severity: 'high',
  reference: 'https://docs.docker.com/reference/dockerfile/#run---security',
  profile: 'regular',
  advice: 'Remove the flag; move the work that needs it out of the build.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(
        file,
        file.instructions,
        ({ keyword, rest }) => {
          const flag =
            keyword === 'RUN' ? /^(?:--\S+\s+)*(--security=insecure|--network=host)\b/.exec(rest)?.[1] : undefined;
          return flag === undefined ? undefined : { what: flag, message: `a step of the build runs with ${flag}` };
        },
        ({ rest }) => (rest.includes('--security=insecure') ? {} : { severity: 'medium' }),
      ),
    ),
});
