// Checks of the API server in addition to the request: permissions of roles that a program writes, and of signers.

import type { Permission } from './permission.ts';

/** Sources: pkg/registry/rbac (escalation_check.go), plugin/pkg/admission/certificates of Kubernetes 1.36. */
interface SecondCheck {
  readonly group: string;
  /** The written resource. */
  readonly resource: string;
  readonly asks: readonly { readonly verb: string; readonly resource: string }[];
  readonly condition: string | null;
}

const RBAC = 'rbac.authorization.k8s.io';
const CERTIFICATES = 'certificates.k8s.io';
const HOLDS_RULES = 'Not where the program itself holds every permission of the role that it writes.';
const HOLDS_ROLE = 'Not where the program itself holds every permission of the role that it binds.';

const CHECKS: readonly SecondCheck[] = [
  { group: RBAC, resource: 'roles', asks: [{ verb: 'escalate', resource: 'roles' }], condition: HOLDS_RULES },
  {
    group: RBAC,
    resource: 'clusterroles',
    asks: [{ verb: 'escalate', resource: 'clusterroles' }],
    condition: HOLDS_RULES,
  },
  {
    group: RBAC,
    resource: 'rolebindings',
    asks: [
      { verb: 'bind', resource: 'roles' },
      { verb: 'bind', resource: 'clusterroles' },
    ],
    condition: HOLDS_ROLE,
  },
  {
    group: RBAC,
    resource: 'clusterrolebindings',
    asks: [{ verb: 'bind', resource: 'clusterroles' }],
    condition: HOLDS_ROLE,
  },
  {
    group: CERTIFICATES,
    resource: 'certificatesigningrequests/approval',
    asks: [{ verb: 'approve', resource: 'signers' }],
    condition: null,
  },
  {
    group: CERTIFICATES,
    resource: 'certificatesigningrequests/status',
    asks: [{ verb: 'sign', resource: 'signers' }],
    condition: 'Only when the certificate or a condition of the request is written.',
  },
];

const WRITES = ['create', 'update', 'patch'];

/** The permissions, with those that writing needs in addition; the names of roles and signers are in objects, so none is known. */
export function withSecondChecks(permissions: readonly Permission[]): readonly Permission[] {
  const added = new Map<string, Permission>();
  for (const permission of permissions) {
    if (!WRITES.includes(permission.verb)) continue;
    for (const { group, resource, asks, condition } of CHECKS) {
      if (group !== permission.group || resource !== permission.resource) continue;
      for (const ask of asks) {
        const scope = ask.resource === 'signers' ? 'cluster' : permission.scope;
        const key = `${ask.resource} ${ask.verb} ${scope}`;
        const before = added.get(key);
        added.set(key, {
          ...permission,
          ...ask,
          scope,
          resourceNames: [],
          condition: permission.condition ?? condition,
          evidence: merged(before?.evidence ?? [], permission.evidence),
        });
      }
    }
  }
  return [...permissions, ...added.values()];
}

function merged(before: Permission['evidence'], more: Permission['evidence']): Permission['evidence'] {
  return [...new Map([...before, ...more].map((each) => [`${each.path}:${each.line}`, each])).values()];
}
