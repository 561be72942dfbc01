// What the help of `audit` says besides its flags.
import type { Help } from '../../cli/command.ts';

export const auditHelp: Help = {
  examples: [
    ['audit', 'judges this directory'],
    ['audit --since origin/main --format github', 'in a pull request: what is new, as annotations'],
    ['audit --fail-on high --format sarif > audit.sarif', 'for code scanning'],
  ],
  done: 'nothing was found, or nothing as severe as --fail-on',
  found: 'something was found',
  page: 'docs/audit.md',
};
