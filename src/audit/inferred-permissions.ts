// The RBAC inference as the rules want it.
import type { Need, Permissions } from '../rules/inventory/permissions.ts';

/** The part of an inference that the rules use. */
export interface Inferred {
  readonly binaries: readonly { readonly permissions: readonly InferredPermission[] }[];
  readonly unknown: readonly { readonly path: string; readonly line: number; readonly why: string }[];
}

export interface InferredPermission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: 'cluster' | 'namespace' | 'own-namespace';
  readonly resourceNames: readonly string[];
  readonly condition: string | null;
  readonly evidence: readonly { readonly path: string; readonly line: number }[];
}

/** What any binary of the repository needs; which role belongs to which binary is not known. */
export function permissionsFrom({ binaries, unknown }: Inferred): Permissions {
  return { complete: unknown.length === 0 && binaries.length > 0, needs: binaries.flatMap(({ permissions }) => permissions.map(needFrom)), programs: binaries.filter(({ permissions }) => permissions.length > 0).length, unknown };
}

function needFrom({ group, resource, verb, scope, resourceNames, condition, evidence }: InferredPermission): Need {
  const [first] = evidence;
  return {
    group,
    resource,
    verb,
    conditional: condition !== null,
    names: resourceNames.length === 0 ? undefined : resourceNames,
    scope: scope === 'cluster' ? 'cluster' : 'namespace',
    path: first?.path ?? 'Cargo.toml',
    line: first?.line ?? 1,
  };
}
