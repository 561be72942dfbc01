// The help of the default command besides its flags.
import type { Help } from '../../cli/command.ts';

export const createHelp: Help = {
  examples: [
    ['my-controller', 'asks for its answers, and writes ./my-controller'],
    ['my-controller --yes', 'asks nothing and takes the defaults'],
    ['. --scope cluster --kind Backup --owns Secret,Job', 'writes into this directory'],
    ['my-controller --answers answers.yaml --dry-run', 'lists the files'],
  ],
  done: 'the repository is written',
  found: 'the command refused and wrote nothing: the directory is not empty, or an edit would be lost',
  page: 'docs/start.md',
};
