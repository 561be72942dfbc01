// The help of `rbac` besides its flags.
import type { Help } from '../../cli/command.ts';

export const rbacHelp: Help = {
  examples: [
    ['rbac', 'the permissions that the code needs, each with its line'],
    ['rbac --check', 'compares them with the manifests'],
    ['rbac --write', 'makes the roles grant exactly that'],
    ['rbac --observed audit.log', 'compares with the requests that an API server logged'],
  ],
  done: 'the permissions are shown or written; with --check: the manifests grant exactly these',
  found: 'with --check: a permission is missing, unused or unknown; otherwise the command refused and wrote nothing',
  page: 'docs/rbac.md',
};
