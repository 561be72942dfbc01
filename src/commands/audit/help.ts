// The help of `audit` besides its flags.
import type { Help } from '../../cli/command.ts';

export const auditHelp: Help = {
  examples: [
    ['audit', 'judges this directory'],
    ['audit --since origin/main --format github', 'in a pull request: new findings as annotations'],
    ['audit --fail-on high --format sarif > audit.sarif', 'for code scanning'],
  ],
  done: 'no findings, or none as severe as --fail-on',
  found: 'something was found',
  page: 'docs/audit.md',
};
