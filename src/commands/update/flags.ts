// The flags of `update`: its own, and those of every answer.
import { answerFlags, type Flag } from '../../answers/flags.ts';
import { presetFlag } from '../preset/flag.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

const group = 'Run';

/** The source of the base, for `add` too. */
export const baseFlags: readonly Flag[] = [
  {
    name: 'base',
    kind: 'value',
    form: 'DIR',
    of: 'path',
    group,
    summary: 'a folder with the text that the recorded version wrote, if git no longer has it',
  },
  {
    name: 'from-registry',
    kind: 'switch',
    group,
    summary:
      'run the recorded release for text that git no longer has: fetched from npm, verified by its digest, without access to your files',
  },
];

export const updateFlags: readonly Flag[] = [
  {
    name: 'check',
    kind: 'switch',
    group,
    summary: 'only report whether an update would change something; status 1 if so',
  },
  {
    name: 'latest',
    kind: 'switch',
    group,
    summary: 'with --check: ask npm for a newer release; --check alone uses no network',
  },
  {
    name: 'explain',
    kind: 'switch',
    group,
    summary: 'list the changes of each release since the recorded version, and those that affect this repository',
  },
  presetFlag,
  { name: 'dry-run', kind: 'switch', group, summary: 'print the update as a patch, and write nothing' },
  ...baseFlags,
  {
    name: 'all-or-nothing',
    kind: 'switch',
    group,
    summary: 'for bots: if anything would wait for a person, write nothing and report it',
  },
  {
    name: 'continue',
    kind: 'switch',
    group,
    summary: 'finish an update after you settled its conflicts and left files',
  },
  { name: 'abort', kind: 'switch', group, summary: 'restore every file that an unfinished update changed' },
  { name: 'force', kind: 'switch', group, summary: 'write even a result that an audit finds weaker than before' },
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
