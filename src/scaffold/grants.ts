// The Roles of a repository for readers: once if several namespaces have the same.
import type { RbacRole, RbacRule } from './permissions.ts';

export interface Grant {
  readonly serviceAccount: string;
  /** "the whole cluster", or the names of the namespaces. */
  readonly where: string;
  readonly clusterWide: boolean;
  readonly rules: readonly RbacRule[];
}

/** The grants and their reach, in the order of the Roles. */
export function grantsOf(roles: readonly RbacRole[]): readonly Grant[] {
  return roles
    .filter((role, index) => roles.findIndex((other) => isAlike(other, role)) === index)
    .map((role) => ({
      serviceAccount: role.serviceAccount,
      where: place(roles.filter((other) => isAlike(other, role))),
      clusterWide: role.kind === 'ClusterRole',
      rules: role.rules,
    }));
}

const isAlike = (a: RbacRole, b: RbacRole): boolean => a.kind === b.kind && a.name === b.name;

function place(roles: readonly RbacRole[]): string {
  const names = roles.flatMap(({ namespace }) => (namespace === undefined ? [] : [`\`${namespace}\``]));
  if (names.length === 0) return 'the whole cluster';
  return `${names.length === 1 ? 'namespace' : 'namespaces'} ${names.join(', ')}`;
}
