// The built-in kinds of Kubernetes 1.34 to 1.37, from k8s-openapi 0.29.

export interface BuiltInKind {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** The type in k8s-openapi. */
  readonly rustPath: string;
  /** The kind in snake case: the module of a generated repository with the desired state. */
  readonly module: string;
}

/** Every kind with its own endpoint, in each served version. Subresources are left out. */
export function builtInKinds(): readonly BuiltInKind[] {
  return table.flatMap(([group, module, kinds]) => kinds.map((row) => builtIn(group, module, row)));
}

/** The API groups of Kubernetes itself; the core group has an empty name. */
export function builtInGroups(): ReadonlySet<string> {
  return new Set(builtInKinds().map(({ group }) => group));
}

/** The versions that a cluster serves by default, such as `apps/v1`: alpha and beta versions are off. */
export function servedByDefault(): ReadonlySet<string> {
  return new Set(builtInKinds().flatMap(({ version, apiVersion }) => (/^v\d+$/.test(version) ? [apiVersion] : [])));
}

function builtIn(group: string, module: string, row: string): BuiltInKind {
  const [kind = '', plural = '', scope] = row.split(' ');
  const version = module.slice(module.lastIndexOf(':') + 1);
  return {
    kind,
    group,
    version,
    apiVersion: group === '' ? version : `${group}/${version}`,
    plural,
    namespaced: scope !== 'cluster',
    rustPath: `k8s_openapi::${module}::${kind}`,
    module: snakeCase(kind),
  };
}

/** `CSIDriver` is `csi_driver`, `ServiceCIDR` is `service_cidr`. */
export function snakeCase(kind: string): string {
  return kind.replaceAll(/(?<=[A-Z])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
}

/**
 * API group, module of k8s-openapi, and in it `Kind plural`, with `cluster` for cluster-scoped kinds. Source: `impl
 * crate::Resource` in k8s-openapi-0.29.0/src/v1_34 … v1_37.
 */
const table: readonly (readonly [group: string, module: string, kinds: readonly string[]])[] = [
  [
    'admissionregistration.k8s.io',
    'api::admissionregistration::v1',
    [
      'MutatingAdmissionPolicy mutatingadmissionpolicies cluster',
      'MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings cluster',
      'MutatingWebhookConfiguration mutatingwebhookconfigurations cluster',
      'ValidatingAdmissionPolicy validatingadmissionpolicies cluster',
      'ValidatingAdmissionPolicyBinding validatingadmissionpolicybindings cluster',
      'ValidatingWebhookConfiguration validatingwebhookconfigurations cluster',
    ],
  ],
  [
    'admissionregistration.k8s.io',
    'api::admissionregistration::v1alpha1',
    [
      'MutatingAdmissionPolicy mutatingadmissionpolicies cluster',
      'MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings cluster',
    ],
  ],
  [
    'admissionregistration.k8s.io',
    'api::admissionregistration::v1beta1',
    [
      'MutatingAdmissionPolicy mutatingadmissionpolicies cluster',
      'MutatingAdmissionPolicyBinding mutatingadmissionpolicybindings cluster',
    ],
  ],
  ['internal.apiserver.k8s.io', 'api::apiserverinternal::v1alpha1', ['StorageVersion storageversions cluster']],
  [
    'apps',
    'api::apps::v1',
    [
      'ControllerRevision controllerrevisions',
      'DaemonSet daemonsets',
      'Deployment deployments',
      'ReplicaSet replicasets',
      'StatefulSet statefulsets',
    ],
  ],
  [
    'authentication.k8s.io',
    'api::authentication::v1',
    ['SelfSubjectReview selfsubjectreviews cluster', 'TokenReview tokenreviews cluster'],
  ],
  [
    'authorization.k8s.io',
    'api::authorization::v1',
    [
      'LocalSubjectAccessReview localsubjectaccessreviews',
      'SelfSubjectAccessReview selfsubjectaccessreviews cluster',
      'SelfSubjectRulesReview selfsubjectrulesreviews cluster',
      'SubjectAccessReview subjectaccessreviews cluster',
    ],
  ],
  ['autoscaling', 'api::autoscaling::v1', ['HorizontalPodAutoscaler horizontalpodautoscalers']],
  ['autoscaling', 'api::autoscaling::v2', ['HorizontalPodAutoscaler horizontalpodautoscalers']],
  ['batch', 'api::batch::v1', ['CronJob cronjobs', 'Job jobs']],
  [
    'certificates.k8s.io',
    'api::certificates::v1',
    [
      'CertificateSigningRequest certificatesigningrequests cluster',
      'ClusterTrustBundle clustertrustbundles cluster',
      'PodCertificateRequest podcertificaterequests',
    ],
  ],
  [
    'certificates.k8s.io',
    'api::certificates::v1alpha1',
    ['ClusterTrustBundle clustertrustbundles cluster', 'PodCertificateRequest podcertificaterequests'],
  ],
  [
    'certificates.k8s.io',
    'api::certificates::v1beta1',
    ['ClusterTrustBundle clustertrustbundles cluster', 'PodCertificateRequest podcertificaterequests'],
  ],
  ['coordination.k8s.io', 'api::coordination::v1', ['Lease leases']],
  ['coordination.k8s.io', 'api::coordination::v1alpha2', ['LeaseCandidate leasecandidates']],
  ['coordination.k8s.io', 'api::coordination::v1beta1', ['LeaseCandidate leasecandidates']],
  [
    '',
    'api::core::v1',
    [
      'Binding bindings',
      'ComponentStatus componentstatuses cluster',
      'ConfigMap configmaps',
      'Endpoints endpoints',
      'Event events',
      'LimitRange limitranges',
      'Namespace namespaces cluster',
      'Node nodes cluster',
      'PersistentVolume persistentvolumes cluster',
      'PersistentVolumeClaim persistentvolumeclaims',
      'Pod pods',
      'PodTemplate podtemplates',
      'ReplicationController replicationcontrollers',
      'ResourceQuota resourcequotas',
      'Secret secrets',
      'Service services',
      'ServiceAccount serviceaccounts',
    ],
  ],
  ['discovery.k8s.io', 'api::discovery::v1', ['EndpointSlice endpointslices']],
  ['events.k8s.io', 'api::events::v1', ['Event events']],
  [
    'flowcontrol.apiserver.k8s.io',
    'api::flowcontrol::v1',
    ['FlowSchema flowschemas cluster', 'PriorityLevelConfiguration prioritylevelconfigurations cluster'],
  ],
  ['lifecycle.k8s.io', 'api::lifecycle::v1alpha1', ['Eviction evictions', 'EvictionRequest evictionrequests']],
  [
    'networking.k8s.io',
    'api::networking::v1',
    [
      'IPAddress ipaddresses cluster',
      'Ingress ingresses',
      'IngressClass ingressclasses cluster',
      'NetworkPolicy networkpolicies',
      'ServiceCIDR servicecidrs cluster',
    ],
  ],
  [
    'networking.k8s.io',
    'api::networking::v1beta1',
    ['IPAddress ipaddresses cluster', 'ServiceCIDR servicecidrs cluster'],
  ],
  ['node.k8s.io', 'api::node::v1', ['RuntimeClass runtimeclasses cluster']],
  ['policy', 'api::policy::v1', ['PodDisruptionBudget poddisruptionbudgets']],
  [
    'rbac.authorization.k8s.io',
    'api::rbac::v1',
    [
      'ClusterRole clusterroles cluster',
      'ClusterRoleBinding clusterrolebindings cluster',
      'Role roles',
      'RoleBinding rolebindings',
    ],
  ],
  [
    'resource.k8s.io',
    'api::resource::v1',
    [
      'DeviceClass deviceclasses cluster',
      'DeviceTaintRule devicetaintrules cluster',
      'ResourceClaim resourceclaims',
      'ResourceClaimTemplate resourceclaimtemplates',
      'ResourceSlice resourceslices cluster',
    ],
  ],
  [
    'resource.k8s.io',
    'api::resource::v1alpha3',
    ['DeviceTaintRule devicetaintrules cluster', 'ResourcePoolStatusRequest resourcepoolstatusrequests cluster'],
  ],
  [
    'resource.k8s.io',
    'api::resource::v1beta1',
    [
      'DeviceClass deviceclasses cluster',
      'ResourceClaim resourceclaims',
      'ResourceClaimTemplate resourceclaimtemplates',
      'ResourceSlice resourceslices cluster',
    ],
  ],
  [
    'resource.k8s.io',
    'api::resource::v1beta2',
    [
      'DeviceClass deviceclasses cluster',
      'DeviceTaintRule devicetaintrules cluster',
      'ResourceClaim resourceclaims',
      'ResourceClaimTemplate resourceclaimtemplates',
      'ResourceSlice resourceslices cluster',
    ],
  ],
  ['scheduling.k8s.io', 'api::scheduling::v1', ['PriorityClass priorityclasses cluster']],
  ['scheduling.k8s.io', 'api::scheduling::v1alpha1', ['Workload workloads']],
  ['scheduling.k8s.io', 'api::scheduling::v1alpha2', ['PodGroup podgroups', 'Workload workloads']],
  [
    'scheduling.k8s.io',
    'api::scheduling::v1alpha3',
    ['CompositePodGroup compositepodgroups', 'PodGroup podgroups', 'Workload workloads'],
  ],
  ['scheduling.k8s.io', 'api::scheduling::v1beta1', ['PodGroup podgroups', 'Workload workloads']],
  [
    'storage.k8s.io',
    'api::storage::v1',
    [
      'CSIDriver csidrivers cluster',
      'CSINode csinodes cluster',
      'CSIStorageCapacity csistoragecapacities',
      'StorageClass storageclasses cluster',
      'VolumeAttachment volumeattachments cluster',
      'VolumeAttributesClass volumeattributesclasses cluster',
    ],
  ],
  ['storage.k8s.io', 'api::storage::v1alpha1', ['VolumeAttributesClass volumeattributesclasses cluster']],
  ['storage.k8s.io', 'api::storage::v1beta1', ['VolumeAttributesClass volumeattributesclasses cluster']],
  [
    'storagemigration.k8s.io',
    'api::storagemigration::v1',
    ['StorageVersionMigration storageversionmigrations cluster'],
  ],
  [
    'storagemigration.k8s.io',
    'api::storagemigration::v1alpha1',
    ['StorageVersionMigration storageversionmigrations cluster'],
  ],
  [
    'storagemigration.k8s.io',
    'api::storagemigration::v1beta1',
    ['StorageVersionMigration storageversionmigrations cluster'],
  ],
  [
    'apiextensions.k8s.io',
    'apiextensions_apiserver::pkg::apis::apiextensions::v1',
    ['CustomResourceDefinition customresourcedefinitions cluster'],
  ],
  ['apiregistration.k8s.io', 'kube_aggregator::pkg::apis::apiregistration::v1', ['APIService apiservices cluster']],
];
