// The help of `preset` besides its flags.
import type { Help } from '../../cli/command.ts';

export const presetHelp: Help = {
  examples: [
    ['preset init acme-preset', 'writes a commented preset to start from'],
    ['preset check acme-preset', 'reports errors in a preset'],
  ],
  done: 'the preset is valid, or written',
  found: 'the command refused and wrote nothing: the folder is not empty',
  page: 'docs/presets.md',
};
