// One row of the deny-list.

export type Severity = 'critical' | 'high' | 'medium' | 'low';

/** The gain of an attacker; the reports have the words for it. */
export type Gain = 'takeover' | 'secrets' | 'objects' | 'pods' | 'commands' | 'traffic' | 'rights';

/** The severity of a permission by its reach. Without a level the row is not about that reach. */
export interface Levels {
  readonly cluster?: Severity;
  readonly namespace?: Severity;
  /** With resourceNames. */
  readonly namedInCluster?: Severity;
  readonly namedInNamespace?: Severity;
  /** In a namespace of the system, for a row that is not about others. */
  readonly system?: Severity;
}

export interface Privilege {
  /** The id of the rule of `audit` about it. */
  readonly rule: string;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** The row is only about these objects, which resourceNames must name. */
  readonly names?: readonly string[];
  readonly levels: Levels;
  readonly gains: readonly Gain[];
  /** The use for an attacker: "it …". */
  readonly why: string;
  /** The address of the description. */
  readonly source: string;
}

export const READ = ['get', 'list', 'watch'] as const;
export const CHANGE = ['create', 'update', 'patch'] as const;
export const DELETE = ['delete', 'deletecollection'] as const;
export const WRITE = [...CHANGE, ...DELETE] as const;

/** With resourceNames it is as severe in the whole cluster as without them in a namespace. */
export function always(cluster: Severity, namespace: Severity): Levels {
  return { cluster, namespace, namedInCluster: namespace, namedInNamespace: namespace };
}

/** With resourceNames it is an ordinary permission. */
export function unlessNamed(cluster: Severity, namespace: Severity): Levels {
  return { cluster, namespace };
}

export const sources = {
  /** "Kubernetes RBAC - privilege escalation risks", with a heading for each. */
  practices: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  kube: 'https://kube.rs/controllers/security/',
  /** Policies by Palo Alto Networks about what Pods may do to the cluster from their node. */
  police: 'https://github.com/PaloAltoNetworks/rbac-police/tree/main/lib',
  kubiscan: 'https://github.com/cyberark/KubiScan',
  trivy: 'https://github.com/aquasecurity/trivy-checks',
  /** Kubescape's control "Roles with delete capabilities". */
  deletion: 'https://hub.armosec.io/docs/c-0007',
  /** Kubescape's control "Delete Kubernetes events". */
  traces: 'https://hub.armosec.io/docs/c-0031',
  signing: 'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/',
  admission: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  aggregation: 'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/',
  externalAddresses: 'https://github.com/kubernetes/kubernetes/issues/97076',
  endpoints: 'https://github.com/kubernetes/kubernetes/issues/103675',
  gateways: 'https://gateway-api.sigs.k8s.io/concepts/security-model/',
  istio: 'https://istio.io/latest/docs/ops/best-practices/security/',
  awsAuth: 'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  irsa: 'https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html',
  constraints: 'https://docs.redhat.com/en/documentation/openshift_container_platform/',
  kubelet: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
  argo: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/security/',
  flux: 'https://fluxcd.io/flux/security/',
  bundles: 'https://open-cluster-management.io/docs/concepts/work-distribution/manifestwork/',
  k3s: 'https://docs.k3s.io/helm',
  lifecycle: 'https://olm.operatorframework.io/docs/advanced-tasks/operator-scoping-with-operatorgroups/',
  crossplane: 'https://docs.crossplane.io/latest/concepts/',
  secretStores: 'https://external-secrets.io/latest/guides/security-best-practices/',
  clusterApi: 'https://cluster-api.sigs.k8s.io/introduction',
  kubeVirt: 'https://kubevirt.io/user-guide/cluster_admin/authorization/',
  cloudRights: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  impersonation: 'https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/',
  certManager: 'https://cert-manager.io/docs/policy/approval/',
  kyverno: 'https://kyverno.io/docs/security/',
  gatekeeper: 'https://open-policy-agent.github.io/gatekeeper/website/docs/',
  kubewarden: 'https://docs.kubewarden.io/',
  cilium: 'https://docs.cilium.io/en/stable/security/policy/',
  calico: 'https://docs.tigera.io/calico/latest/network-policy/',
  policyApi: 'https://network-policy-api.sigs.k8s.io/',
  podSecurityPolicies: 'https://kubernetes.io/docs/concepts/security/pod-security-policy/',
} as const;
