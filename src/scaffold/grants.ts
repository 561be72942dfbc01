// The Roles of a repository for a reader: once where several namespaces have the same.
import type { RbacRole, RbacRule } from './permissions.ts';

export interface Grant {
  /** Whom it is given to. */
  readonly serviceAccount: string;
  /** "the whole cluster", or the namespaces by name. */
  readonly where: string;
  readonly clusterWide: boolean;
  readonly rules: readonly RbacRule[];
}

/** What is granted, and where, in the order of the Roles. */
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
