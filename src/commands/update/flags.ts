// The flags of `update`: its own, and every answer, for one that changes.
import { answerFlags, type Flag } from '../../answers/flags.ts';
import { presetFlag } from '../preset/flag.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

const group = 'Run';

/** Where the base comes from, of `add` too. */
export const baseFlags: readonly Flag[] = [
  {
    name: 'base',
    kind: 'value',
    form: 'DIR',
    of: 'path',
    group,
    summary: 'a folder with what the recorded version wrote, where git no longer has it',
  },
  {
    name: 'from-registry',
    kind: 'switch',
    group,
    summary:
      'run the recorded release for what git no longer has: fetched from npm, proven by its digest, kept from your files',
  },
];

export const updateFlags: readonly Flag[] = [
  {
    name: 'check',
    kind: 'switch',
    group,
    summary: 'only say whether an update would change something; status 1 if so',
  },
  {
    name: 'latest',
    kind: 'switch',
    group,
    summary: 'of --check: ask npm whether there is a newer release; nothing else of --check asks the network',
  },
  {
    name: 'explain',
    kind: 'switch',
    group,
    summary: 'say what each release since the recorded version changes, and what of it concerns this repository',
  },
  presetFlag,
  { name: 'dry-run', kind: 'switch', group, summary: 'print the update as a patch, and write nothing' },
  ...baseFlags,
  {
    name: 'all-or-nothing',
    kind: 'switch',
    group,
    summary: 'for a machine: where something would wait for a person, write nothing and say what',
  },
  { name: 'continue', kind: 'switch', group, summary: 'finish an update whose conflicts and left files are settled' },
  { name: 'abort', kind: 'switch', group, summary: 'give every file back that an unfinished update changed' },
  { name: 'force', kind: 'switch', group, summary: 'write also what an audit finds weaker than before' },
  {
    name: 'answers',
    kind: 'value',
    form: 'FILE',
    of: 'path',
    group,
    summary: 'read answers from a JSON or YAML file; flags win over it',
  },
  ...sharedFlags,
  ...answerFlags.map((flag): Flag => ({ ...flag, elsewhere: true })),
];
