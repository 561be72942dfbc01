// The flags of the default command: the answers, and how it runs.
import { answerFlags, type Flag } from '../../answers/flags.ts';
import { presetFlag } from '../preset/flag.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

const group = 'Run';

export const createFlags: readonly Flag[] = [
  ...answerFlags,
  {
    name: 'answers',
    kind: 'value',
    form: 'FILE',
    of: 'path',
    group,
    summary: 'read answers from a JSON or YAML file, or from the .yo-rc.json of another repository; flags win over it',
  },
  {
    name: 'yes',
    short: 'y',
    kind: 'switch',
    group,
    summary: 'ask nothing: take the default of every missing answer',
  },
  {
    name: 'force',
    kind: 'switch',
    group,
    summary: 'write into a non-empty directory, after showing the changes',
  },
  {
    name: 'resolve-digests',
    kind: 'switch',
    group,
    summary: 'ask the registries for the digests of the base images, and pin them',
  },
  presetFlag,
  { name: 'dry-run', kind: 'switch', group, summary: 'list the files, and write nothing' },
  ...sharedFlags,
];
