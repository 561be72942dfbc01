import { defineRule, pages } from '../rule.ts';
import { instructionsThatShip, wrongInstructions } from '../look/dockerfiles.ts';
import { modesIn, openMode } from '../look/file-modes.ts';

export const noWorldWritableFiles = defineRule({
  id: 'no-world-writable-files',
  title: 'No file of the image is world-writable',
  why: 'An attacker with any user can replace a program or a library that the controller starts next.',
  group: 'Image',
  severity: 'medium',
  reference: pages.docker,
  profile: 'regular',
  advice: 'Let root own files with 0555 or 0444, and use an emptyDir for writable files.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) =>
      wrongInstructions(file, instructionsThatShip(file), (one) => {
        const modes = modesIn(file, one);
        const wrong = modes.find(isForAll);
        return wrong === undefined
          ? openMode(modes)
          : { what: wrong, message: `a file gets the mode ${wrong}, so everyone may write it` };
      }),
    ),
});

/** In a directory with the sticky bit, such as /tmp, everyone may write, and only owners may replace a file. */
function isForAll(mode: string): boolean {
  return /^0*[0246]?[0-7]{2}[2367]$/.test(mode) || /(^|,)([ug]*[oa][ugoa]*|)[+=][rxXst]*w/.test(mode);
}
