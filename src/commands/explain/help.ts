// The help of `explain` besides its flags.
import type { Help } from '../../cli/command.ts';

export const explainHelp: Help = {
  examples: [['explain no-wildcards', 'the reason, an example, the fix']],
  done: 'the rule is explained',
  page: 'docs/rules.md',
};
