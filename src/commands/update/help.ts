// What the help of `update` says besides its flags.
import type { Help } from '../../cli/command.ts';

export const updateHelp: Help = {
  examples: [
    ['update', 'merges newer templates, and keeps your edits'],
    ['update --check', 'says whether there is something to merge'],
    ['update --check --latest', 'says also whether npm has a newer release'],
    ['update --explain', 'says what the releases since then change, and what of it is met here'],
    ['update --no-metrics --dry-run', 'shows what another answer changes'],
    ['update --continue', 'after the conflicts and the files left are settled'],
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
  found: 'conflicts are left, and listed; with --check: an update would change something',
  page: 'docs/update.md',
};
