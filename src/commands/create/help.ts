// What the help of the default command says besides its flags.
import type { Help } from '../../cli/command.ts';

export const createHelp: Help = {
  examples: [
    ['my-controller', 'asks what it has to know, and writes ./my-controller'],
    ['my-controller --yes', 'asks nothing: the least that a controller needs'],
    ['. --scope cluster --kind Backup --owns Secret,Job', 'writes into this directory'],
    ['my-controller --answers answers.yaml --dry-run', 'shows what would be written'],
  ],
  done: 'the repository is written',
  found: 'refused, and nothing was written: the directory is not empty, or an edit would be lost',
  page: 'docs/start.md',
};
