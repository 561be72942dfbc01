// The flags of `rbac`.
import type { Flag } from '../../answers/flags.ts';
import { sharedFlags } from '../../cli/shared-flags.ts';

const group = 'Permissions';

export const rbacFlags: readonly Flag[] = [
  {
    name: 'check',
    kind: 'switch',
    group,
    summary: 'compare with the manifests of the repository; exit status 1 when they differ',
  },
  {
    name: 'fail-on',
    kind: 'value',
    values: ['any', 'missing'],
    group,
    summary: 'which differences --check ends with 1 for; missing leaves out what is in excess',
    default: 'any',
  },
  {
    name: 'since',
    kind: 'value',
    form: 'revision',
    group,
    summary: 'with --check: only what is new since a revision of git, for a repository that starts with debts',
  },
  {
    name: 'write',
    kind: 'switch',
    group,
    summary: 'let the roles grant exactly what the code needs, where they stand, or in deploy/rbac/',
  },
  {
    name: 'observed',
    kind: 'value',
    form: 'file …',
    of: 'path',
    many: true,
    group,
    summary: 'compare what is inferred and granted with what audit logs of the API server say was asked',
  },
  {
    name: 'service-account',
    kind: 'value',
    form: '[namespace:]name',
    group,
    summary: 'with --observed: whose requests count, where the manifests do not tell',
  },
  {
    name: 'explain',
    kind: 'value',
    form: 'group/resource:verb',
    group,
    summary: 'the way from main to the calls that need this permission',
  },
  {
    name: 'kubernetes',
    kind: 'value',
    form: '1.N',
    group,
    summary: 'the version of Kubernetes it is for',
    default: '1.36',
  },
  {
    name: 'models',
    kind: 'value',
    form: 'file.rs,…',
    of: 'path',
    group,
    summary: 'what more crates ask of the API server; docs/rbac.md says how it is written',
  },
  {
    name: 'dependencies',
    kind: 'switch',
    group,
    summary: 'read the kinds that dependencies declare from their sources on this machine (vendor, CARGO_HOME)',
  },
  {
    name: 'format',
    kind: 'value',
    values: ['text', 'json', 'sarif'],
    group: 'Run',
    summary: 'how the result is written; sarif needs --check',
    default: 'text',
  },
  ...sharedFlags,
];
