// The RBAC that a generated controller gets: which Role, which rule, and why.
import type { Project } from './project.ts';

export interface RbacRule {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  /** Why the code needs it: a comment in deploy/, a row in docs/security.md. */
  readonly reason: string;
}

export interface RbacRole {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  readonly namespace?: string;
  readonly serviceAccount: string;
  readonly rules: readonly RbacRule[];
}

/** The Roles and ClusterRoles of one repository, in the order in which deploy/ lists them. */
export function rolesFor(_project: Omit<Project, 'roles'>): readonly RbacRole[] {
  return [];
}
