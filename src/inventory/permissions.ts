// The results of the RBAC inference that the rules use.
import type { Severity } from '../kubernetes/privileges.ts';
import type { Stop } from './permissions-page.ts';
import type { Installations } from './installations.ts';

/** The permissions that some programs need. */
export interface HeldPermissions {
  /** Whether every call was understood; if not, no permission may be called unused. */
  readonly complete: boolean;
  readonly needs: readonly Need[];
  /** The number of programs that need anything. */
  readonly programs: number;
  /** Calls that were not understood. */
  readonly unknown: readonly { readonly path: string; readonly line: number; readonly why: string }[];
}

/** The needs of the Rust source in the repository. */
export interface Permissions extends HeldPermissions {
  /** The comparison with the grants of the repository: that of `rbac --check`, and the only one. */
  readonly compare: (installed: Installations) => Comparison;
  /** The needs of the programs with one role, by `nameInFile` of the role, if the workloads name it. */
  readonly byRole: ReadonlyMap<string, HeldPermissions>;
}

/** The missing and unused permissions of the manifests, and what is unknown. */
export interface Comparison {
  readonly missing: readonly (Granted & { readonly lackedBy?: readonly string[] })[];
  /** Permissions that no role grants, and that only a cluster with OwnerReferencesPermissionEnforcement demands. */
  readonly enforced: readonly Granted[];
  readonly excess: readonly (Judged & { readonly severity: Severity })[];
  /** Permissions that are granted and needed. */
  readonly used: readonly Judged[];
  readonly unknown: readonly NotKnown[];
}

export interface NotKnown {
  readonly path: string;
  readonly line: number;
  readonly why: string;
  /** Whether a value of the chart that switches it on grants it. */
  readonly isOff?: boolean;
}

export interface Granted {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly path: string;
  readonly line: number;
}

/** The grants of a role to a program here. */
export interface Judged extends Granted {
  readonly wildcard: boolean;
  /** The reason why the ServiceAccount may need more of its grants than was found, or null. */
  readonly doubt: string | null;
}

export interface Need {
  readonly group: string;
  /** With its subresource: `pods/exec`. */
  readonly resource: string;
  readonly verb: string;
  /** Needed only under some condition: neither its absence nor its presence is a fault. */
  readonly conditional: boolean;
  readonly names: readonly string[] | undefined;
  /** Whether a Role is enough. */
  readonly scope: 'cluster' | 'namespace' | 'unknown';
  readonly path: string;
  readonly line: number;
  /** The calls that need it, and the lines on the way to them from `main`. */
  readonly stops?: readonly Stop[];
}
