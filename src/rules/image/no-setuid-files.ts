import { defineRule, pages } from '../rule.ts';
import { instructionsThatShip, wrongInstructions } from '../look/dockerfiles.ts';
import { isSetuid, modesIn, openMode } from '../look/file-modes.ts';

export const noSetuidFiles = defineRule({
  id: 'no-setuid-files',
  title: 'No file of the image runs as another user',
  why: 'A setuid program gives root to anyone who starts it; a file capability gives a part of root.',
  group: 'Image',
  severity: 'high',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Remove the bit and setcap; the Service can offer a port below 1024.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, instructionsThatShip(file), (one) => {
        const modes = modesIn(file, one);
        const mode = modes.find(isSetuid);
        if (mode !== undefined)
          return { what: mode, message: `a file gets the mode ${mode}: it runs as its owner or group` };
        if (one.keyword === 'RUN' && /\bNOPASSWD\b/.test(one.rest))
          return { what: 'NOPASSWD', message: 'sudo gives root to anyone, without a password' };
        return one.keyword === 'RUN' && /\bsetcap\b(?!\s+-r)/.test(one.rest)
          ? { what: 'setcap', message: 'a file gets capabilities by setcap' }
          : openMode(modes);
      }),
    ),
});
