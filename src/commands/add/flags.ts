// The flags of `add`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';
import { presetFlag } from '../preset/flag.ts';
import { baseFlags } from '../update/flags.ts';

const group = 'Run';

export const addFlags: readonly Flag[] = [
  { name: 'dry-run', kind: 'switch', group, summary: 'print what would change as a patch, and write nothing' },
  {
    name: 'owns',
    kind: 'value',
    form: 'Kind,…',
    group,
    summary: 'of `add kind`: what is created for each of its objects',
  },
  presetFlag,
  ...baseFlags,
  { name: 'force', kind: 'switch', group, summary: 'write also what an audit finds weaker than before' },
  ...sharedFlags,
];
