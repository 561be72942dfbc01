// The flags of `harden`: its own, and every answer of the generator, for what cannot be read from the repository.
import { answerFlags, type Flag } from '../../answers/flags.ts';
import { excludeFlag, ruleFlags } from '../audit/flags.ts';
import { PROFILES } from '../../rules/rule.ts';
import { presetFlag } from '../preset/flag.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

const group = 'Run';

export const hardenFlags: readonly Flag[] = [
  {
    name: 'only',
    kind: 'value',
    form: 'rule,rule,…',
    of: 'rules',
    group: 'Rules',
    summary: 'only these rules; `explain` names the page that lists them',
  },
  ...ruleFlags,
  {
    name: 'profile',
    kind: 'value',
    values: PROFILES,
    group: 'Rules',
    summary: 'only findings of this profile of audit; the default is everything',
  },
  excludeFlag,
  { name: 'yes', short: 'y', kind: 'switch', group, summary: 'make the safe changes without asking' },
  {
    name: 'dry-run',
    kind: 'switch',
    group,
    summary: 'print the safe changes as a patch that `git apply` takes, write nothing',
  },
  {
    name: 'resolve-digests',
    kind: 'switch',
    group,
    summary: 'ask GitHub and the registries for the commits and digests of tags, and pin actions and images',
  },
  { name: 'force', kind: 'switch', group, summary: 'run even with uncommitted changes' },
  { name: 'answers', kind: 'value', form: 'FILE', of: 'path', group, summary: 'answers from a YAML or JSON file' },
  presetFlag,
  ...sharedFlags,
  ...answerFlags.map((flag): Flag => ({ ...flag, elsewhere: true })),
];
