// What the rules want to know of the RBAC inference.

/** The permissions that the Rust source needs. */
export interface Permissions {
  /** Whether every call was understood; where not, no permission may be called unused. */
  readonly complete: boolean;
  readonly needs: readonly Need[];
  /** How many programs need anything. */
  readonly programs: number;
  /** Calls that were not understood. */
  readonly unknown: readonly { readonly path: string; readonly line: number; readonly why: string }[];
  /** The same of the programs that run with one role, by `nameInFile` of the role, where the workloads tell. */
  readonly byRole?: ReadonlyMap<string, HeldPermissions>;
}

export interface HeldPermissions extends Permissions {
  /** Whether a program that is not of this repository runs with the role too. */
  readonly shared: boolean;
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
}
