// The flags of `add`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';
import { presetFlag } from '../preset/flag.ts';

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
  {
    name: 'base',
    kind: 'value',
    form: 'DIR',
    of: 'path',
    group,
    summary: 'a folder with what the recorded version wrote, where git no longer has it',
  },
  { name: 'force', kind: 'switch', group, summary: 'write also what an audit finds weaker than before' },
  ...sharedFlags,
];
