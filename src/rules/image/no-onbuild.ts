import { defineRule, pages } from '../rule.ts';
import { wrongInstructions } from '../look/dockerfiles.ts';

export const noOnbuild = defineRule({
  id: 'no-onbuild',
  title: 'The image runs nothing in other builds',
  why: 'ONBUILD runs in every build that starts from the image, and that build’s Dockerfile does not show it.',
  group: 'Image',
  severity: 'medium',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Write the instruction into the Dockerfiles that need it.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, file.instructions, ({ keyword, rest }) =>
        keyword === 'ONBUILD' ? { what: rest, message: `ONBUILD ${rest.slice(0, 60)}` } : undefined,
      ),
    ),
});
