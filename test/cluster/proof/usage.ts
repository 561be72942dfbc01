// What the audit log says a ServiceAccount used, against what its roles grant.
import type { Access, AuditedRequest } from '../control-plane/audit.ts';
import { allows, describeAccess, describeGrant, userOf } from './grants.ts';
import type { Installation } from './installation.ts';

export interface Usage {
  /** Grants that no request needed. */
  readonly unused: readonly string[];
  /** Requests that were refused. */
  readonly denied: readonly string[];
  /** Requests that were allowed by something else than the shipped roles. */
  readonly ungranted: readonly string[];
  readonly used: number;
  /** What was asked for and allowed. */
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
  // Of a request for metadata alone the log has no message.
  return message === '' ? `403 ${uri}` : message;
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
