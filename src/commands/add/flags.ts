// The flags of `add`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';
import { presetFlag } from '../preset/flag.ts';
import { baseFlags } from '../update/flags.ts';

const group = 'Run';

export const addFlags: readonly Flag[] = [
  { name: 'dry-run', kind: 'switch', group, summary: 'print the changes as a patch, and write nothing' },
  {
    name: 'owns',
    kind: 'value',
    form: 'Kind,…',
    group,
    summary: 'with `add kind`: the kinds that the controller creates for each object',
  },
  presetFlag,
  ...baseFlags,
  { name: 'force', kind: 'switch', group, summary: 'write even a result that an audit finds weaker than before' },
  ...sharedFlags,
];
