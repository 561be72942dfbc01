// The permissions that a ServiceAccount used by the audit log, compared with the grants of its roles.
import type { Access, AuditedRequest } from '../control-plane/audit.ts';
import { allows, describeAccess, describeGrant, userOf } from './grants.ts';
import type { Installation } from './installation.ts';

export interface Usage {
  /** Grants that no request needed. */
  readonly unused: readonly string[];
  /** Refused requests. */
  readonly denied: readonly string[];
  /** Requests that something other than the shipped roles allowed. */
  readonly ungranted: readonly string[];
  readonly used: number;
  /** Requests that were allowed. */
  readonly allowed: readonly Access[];
}

/** The audit log against the roles, both ways. */
export async function usageOf({ plane, serviceAccount, grants }: Installation): Promise<Usage> {
  const requests = await plane.audit.requestsOf(userOf(serviceAccount));
  const allowed = requests.filter((request) => request.allowed).flatMap(({ accesses }) => accesses);
  const unused = grants.filter((grant) => !allowed.some((access) => allows(grant, access)));
  const ungranted = allowed.filter((access) => !grants.some((grant) => allows(grant, access)));
  return {
    used: grants.length - unused.length,
    allowed,
    unused: unused.map(describeGrant),
    denied: distinct(requests.filter((request) => !request.allowed).map(describeDenial)),
    ungranted: distinct(ungranted.map(describeAccess)),
  };
}

export function describeDenial({ message, uri }: Pick<AuditedRequest, 'message' | 'uri'>): string {
  // For metadata-only requests the log has no message.
  return message === '' ? `403 ${uri}` : message;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
