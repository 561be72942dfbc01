// What the rules want to know of the RBAC inference.
import type { Severity } from '../kubernetes/privileges.ts';
import type { Stop } from './permissions-page.ts';
import type { Installations } from './installations.ts';

/** The permissions that some programs need. */
export interface HeldPermissions {
  /** Whether every call was understood; where not, no permission may be called unused. */
  readonly complete: boolean;
  readonly needs: readonly Need[];
  /** How many programs need anything. */
  readonly programs: number;
  /** Calls that were not understood. */
  readonly unknown: readonly { readonly path: string; readonly line: number; readonly why: string }[];
}

/** Those that the Rust source of the repository needs. */
export interface Permissions extends HeldPermissions {
  /** What the repository grants beside it: the comparison of `rbac --check`, and the only one. */
  readonly compare: (installed: Installations) => Comparison;
  /** What the programs need that run with one role, by `nameInFile` of the role, where the workloads tell. */
  readonly byRole: ReadonlyMap<string, HeldPermissions>;
}

/** What the manifests lack and what they grant too much, and what of them is not known. */
export interface Comparison {
  readonly missing: readonly (Granted & { readonly lackedBy?: readonly string[] })[];
  /** What no role grants and only a cluster asks that runs OwnerReferencesPermissionEnforcement. */
  readonly enforced: readonly Granted[];
  readonly excess: readonly (Judged & { readonly severity: Severity })[];
  /** What is granted and needed. */
  readonly used: readonly Judged[];
  readonly unknown: readonly NotKnown[];
}

export interface NotKnown {
  readonly path: string;
  readonly line: number;
  readonly why: string;
  /** It is granted, by what a value of the chart switches on. */
  readonly isOff?: boolean;
}

export interface Granted {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly path: string;
  readonly line: number;
}

/** What a role grants to a program here. */
export interface Judged extends Granted {
  readonly wildcard: boolean;
  /** Why more may be needed of what the same ServiceAccount is granted than was found, or null. */
  readonly doubt: string | null;
}

export interface Need {
  readonly group: string;
  /** With its subresource: `pods/exec`. */
  readonly resource: string;
  readonly verb: string;
  /** Needed under some condition only: then its absence is no fault, and its presence neither. */
  readonly conditional: boolean;
  readonly names: readonly string[] | undefined;
  /** Whether a Role is enough. */
  readonly scope: 'cluster' | 'namespace' | 'unknown';
  readonly path: string;
  readonly line: number;
  /** The calls that need it, and the lines on the way to them from `main`. */
  readonly stops?: readonly Stop[];
}
