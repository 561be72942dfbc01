// The help of `harden` besides its flags.
import type { Help } from '../../cli/command.ts';

export const hardenHelp: Help = {
  examples: [
    ['harden', 'shows the changes, and asks before it writes'],
    ['harden --yes', 'makes the safe changes without asking'],
    ['harden --dry-run > harden.patch', 'a patch for `git apply`'],
    ['harden --only no-wildcards,pin-actions-by-digest', 'only these two rules'],
  ],
  notes: {
    title: 'Answers',
    rows: [
      [
        'what is not read',
        'each answer of the generator is a flag here too, such as --scope and --repository: `create-kube-secure-controller --help` lists them',
      ],
    ],
  },
  done: 'done, or nothing to do',
  found: 'the command refused and wrote nothing: git has uncommitted changes, or you agreed to none',
  page: 'docs/harden.md',
};
