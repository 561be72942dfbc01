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
    summary: 'which differences make --check end with 1; missing ignores unused permissions',
    default: 'any',
  },
  {
    name: 'since',
    kind: 'value',
    form: 'revision',
    group,
    summary: 'with --check: only findings that are new since a git revision, for a repository that starts with many',
  },
  {
    name: 'write',
    kind: 'switch',
    group,
    summary: 'edit the roles so that they grant exactly what the code needs; without roles, write deploy/rbac/',
  },
  {
    name: 'observed',
    kind: 'value',
    form: 'file …',
    of: 'path',
    many: true,
    group,
    summary: 'compare inferred and granted permissions with the requests in audit logs of the API server',
  },
  {
    name: 'service-account',
    kind: 'value',
    form: '[namespace:]name',
    group,
    summary: 'with --observed: the account whose requests count, where the manifests do not name it',
  },
  {
    name: 'explain',
    kind: 'value',
    form: 'group/resource:verb',
    group,
    summary: 'the calls from main to each line that needs this permission',
  },
  {
    name: 'kubernetes',
    kind: 'value',
    form: '1.N',
    group,
    summary: 'the version of Kubernetes',
    default: '1.36',
  },
  {
    name: 'models',
    kind: 'value',
    form: 'file.rs,…',
    of: 'path',
    group,
    summary: 'a model of the requests that another crate makes, in the format that the page below describes',
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
    summary: 'the output format; sarif needs --check',
    default: 'text',
  },
  ...sharedFlags,
];
