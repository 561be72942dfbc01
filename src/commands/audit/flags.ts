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
    summary: 'only these rules; docs/rules.md lists them',
  },
  ...ruleFlags,
  {
    name: 'profile',
    kind: 'value',
    values: PROFILES,
    group,
    summary:
      'regular: what a maintainer acts on; pedantic: also style and second lines of defence; auditor: everything',
    default: 'regular',
  },
  {
    name: 'min-severity',
    kind: 'value',
    values: SEVERITIES,
    group,
    summary: 'count what is less severe, and do not show it',
  },
  {
    name: 'fail-on',
    kind: 'value',
    values: SEVERITIES,
    group,
    summary: 'exit with 0 where all that is found is less severe',
  },
  excludeFlag,
  presetFlag,
  {
    name: 'since',
    kind: 'value',
    form: 'revision',
    group,
    summary: 'only what is new since a revision of git, for a repository that starts with debts',
  },
  {
    name: 'baseline',
    kind: 'value',
    form: 'FILE',
    of: 'path',
    group,
    summary: 'only what is not in this file, which --write-baseline wrote',
  },
  {
    name: 'write-baseline',
    kind: 'value',
    form: 'FILE',
    of: 'path',
    group,
    summary: 'write what is found now into a file, and report nothing',
  },
  {
    name: 'add-ignores',
    kind: 'switch',
    group,
    summary: 'write what is found into .kube-secure-controller.yaml as entries whose reasons are to be filled in',
  },
  {
    name: 'full',
    kind: 'switch',
    group: 'Run',
    summary: 'every finding with all its places and their lines; by default as many as fit on a screen',
  },
  {
    name: 'format',
    kind: 'value',
    values: ['text', 'concise', 'json', 'github', 'sarif', 'codeclimate', 'html'],
    group: 'Run',
    summary:
      'how the findings are written; concise: a line each; github: annotations of a workflow; sarif: code scanning; codeclimate: GitLab; html: one page to look at',
    default: 'text',
  },
  {
    name: 'observed',
    kind: 'value',
    form: 'file …',
    of: 'path',
    many: true,
    group: 'Run',
    summary: 'with --format html: what audit logs of the API server say was asked, beside what is needed and granted',
  },
  ...sharedFlags,
];
