// The flags that every command has.
import type { Flag } from '../answers/flags.ts';

const group = 'Run';

export const sharedFlags: readonly Flag[] = [
  {
    name: 'json',
    kind: 'switch',
    group,
    summary: 'one JSON document on standard output, everything else on standard error',
  },
  { name: 'no-color', kind: 'switch', group, summary: 'no colors; so does the environment variable NO_COLOR' },
  { name: 'help', short: 'h', kind: 'switch', group, summary: 'show this help' },
  { name: 'version', short: 'v', kind: 'switch', group, summary: 'show the version' },
];
