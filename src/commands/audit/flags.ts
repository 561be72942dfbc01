// The flags of `audit`, and those that `harden` shares with it.
import type { Flag } from '../../answers/flags.ts';
import { PROFILES, SEVERITIES } from '../../rules/rule.ts';
import { presetFlag } from '../preset/flag.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

const group = 'Rules';

export const ruleFlags: readonly Flag[] = [
  { name: 'ignore', kind: 'value', form: 'rule,rule,…', of: 'rules', group, summary: 'leave these rules out' },
];

export const excludeFlag: Flag = {
  name: 'exclude',
  kind: 'value',
  form: 'folder,folder,…',
  of: 'path',
  group,
  summary: 'do not judge these folders',
};

export const auditFlags: readonly Flag[] = [
  {
    name: 'rules',
    kind: 'value',
    form: 'rule,rule,…',
    of: 'rules',
    group,
    summary: 'only these rules; `explain` names the page that lists them',
  },
  ...ruleFlags,
  {
    name: 'profile',
    kind: 'value',
    values: PROFILES,
    group,
    summary:
      'regular: findings that a maintainer acts on; pedantic: also style and second lines of defence; auditor: everything',
    default: 'regular',
  },
  {
    name: 'min-severity',
    kind: 'value',
    values: SEVERITIES,
    group,
    summary: 'count less severe findings, and do not show them',
  },
  {
    name: 'fail-on',
    kind: 'value',
    values: SEVERITIES,
    group,
    summary: 'exit with 0 if all findings are less severe',
  },
  excludeFlag,
  presetFlag,
  {
    name: 'since',
    kind: 'value',
    form: 'revision',
    group,
    summary: 'only findings that are new since a git revision, for a repository that starts with many',
  },
  {
    name: 'baseline',
    kind: 'value',
    form: 'FILE',
    of: 'path',
    group,
    summary: 'only findings that are not in this file, which --write-baseline wrote',
  },
  {
    name: 'write-baseline',
    kind: 'value',
    form: 'FILE',
    of: 'path',
    group,
    summary: 'write the current findings into a file, and report nothing',
  },
  {
    name: 'add-ignores',
    kind: 'switch',
    group,
    summary: 'write the findings into .kube-secure-controller.yaml as entries; you fill in the reasons',
  },
  {
    name: 'full',
    kind: 'switch',
    group: 'Run',
    summary: 'every finding with all its places and their lines; the default is one screen',
  },
  {
    name: 'format',
    kind: 'value',
    values: ['text', 'concise', 'json', 'github', 'sarif', 'codeclimate', 'html'],
    group: 'Run',
    summary:
      'the output format; concise: one line each; github: workflow annotations; sarif: code scanning; codeclimate: GitLab; html: one page',
    default: 'text',
  },
  {
    name: 'observed',
    kind: 'value',
    form: 'file …',
    of: 'path',
    many: true,
    group: 'Run',
    summary: 'with --format html: also show the requests in audit logs of the API server',
  },
  ...sharedFlags,
];
