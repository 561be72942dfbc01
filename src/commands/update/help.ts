// The help of `update` besides its flags.
import type { Help } from '../../cli/command.ts';

export const updateHelp: Help = {
  examples: [
    ['update', 'merges newer templates, and keeps your edits'],
    ['update --check', 'reports whether there is something to merge'],
    ['update --check --latest', 'also reports whether npm has a newer release'],
    ['update --explain', 'lists the changes of the releases since then, and those that affect this repository'],
    ['update --no-metrics --dry-run', 'shows the effect of another answer'],
    ['update --continue', 'after you settled the conflicts and the left files'],
  ],
  notes: {
    title: 'Answers',
    rows: [
      [
        'what changes',
        'each answer of the generator is a flag here too, such as --metrics and --owns: `create-kube-secure-controller --help` lists them',
      ],
    ],
  },
  done: 'nothing to do, or merged',
  found: 'conflicts are left and listed; with --check: an update would change something',
  page: 'docs/update.md',
};
