// What the help of `preset` says besides its flags.
import type { Help } from '../../cli/command.ts';

export const presetHelp: Help = {
  examples: [
    ['preset init acme-preset', 'writes one with comments, to start from'],
    ['preset check acme-preset', 'says what is wrong with one'],
  ],
  done: 'it is valid, or written',
  found: 'refused, and nothing was written: the folder is not empty',
  page: 'docs/presets.md',
};
