// ClusterRoles that every cluster has, as far as a controller is bound to them.

interface Rule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go of Kubernetes 1.36. */
const ROLES: Readonly<Record<string, readonly Rule[]>> = {
  'cluster-admin': [{ groups: ['*'], resources: ['*'], verbs: ['*'] }],
  'system:auth-delegator': [
    { groups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
    { groups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  ],
  'system:service-account-issuer-discovery': [],
  'system:discovery': [],
  'system:public-info-viewer': [],
  'system:basic-user': [],
};

/** The rules on resources of a ClusterRole of Kubernetes' own, or undefined where it is none that is known. */
export function standardRole(name: string): readonly Rule[] | undefined {
  return Object.hasOwn(ROLES, name) ? ROLES[name] : undefined;
}
