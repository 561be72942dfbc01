// The built-in kinds that a controller can own, and the reasons against the others.
import { builtInKinds, type BuiltInKind } from './kinds.ts';

export type { BuiltInKind } from './kinds.ts';

/** Each has a template, templates/owned/KIND.rs, and every supported Kubernetes serves this version. */
const owned: readonly string[] = [
  'v1 ConfigMap',
  'v1 LimitRange',
  'v1 Namespace',
  'v1 PersistentVolume',
  'v1 PersistentVolumeClaim',
  'v1 Pod',
  'v1 PodTemplate',
  'v1 ReplicationController',
  'v1 ResourceQuota',
  'v1 Secret',
  'v1 Service',
  'v1 ServiceAccount',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy',
  'apps/v1 DaemonSet',
  'apps/v1 Deployment',
  'apps/v1 ReplicaSet',
  'apps/v1 StatefulSet',
  'autoscaling/v2 HorizontalPodAutoscaler',
  'batch/v1 CronJob',
  'batch/v1 Job',
  'coordination.k8s.io/v1 Lease',
  'discovery.k8s.io/v1 EndpointSlice',
  'networking.k8s.io/v1 Ingress',
  'networking.k8s.io/v1 IngressClass',
  'networking.k8s.io/v1 NetworkPolicy',
  'node.k8s.io/v1 RuntimeClass',
  'policy/v1 PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 Role',
  'resource.k8s.io/v1 DeviceClass',
  'resource.k8s.io/v1 ResourceClaimTemplate',
  'scheduling.k8s.io/v1 PriorityClass',
  'storage.k8s.io/v1 StorageClass',
  'storage.k8s.io/v1 VolumeAttributesClass',
];

const ownable: readonly BuiltInKind[] = builtInKinds().filter(({ apiVersion, kind }) =>
  owned.includes(`${apiVersion} ${kind}`),
);

export const ownableKinds: readonly string[] = ownable.map(({ kind }) => kind).sort();

/** The reason why a kind cannot be owned, or undefined. */
export function refusalToOwn(kind: string): string | undefined {
  if (ownableKinds.includes(kind)) return undefined;
  const reason = refusals.get(kind);
  if (reason !== undefined) return `cannot be owned: ${reason}`;
  if (builtInKinds().some((one) => one.kind === kind)) return 'cannot be owned: there is no template for it';
  return `is not a built-in kind that a controller can own; accepted: ${ownableKinds.join(', ')}`;
}

export function isClusterScoped(kind: string): boolean {
  return ownable.some((one) => one.kind === kind && !one.namespaced);
}

/** The record of a kind that was checked with `refusalToOwn`. */
export function ownedKind(kind: string): BuiltInKind {
  const found = ownable.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${kind} was not checked`);
  return found;
}

const review = 'it is a question to the API server, never stored';
const node = 'it is the kubelet’s or the node lifecycle controller’s';
const driver = 'a CSI driver or its controller publishes it';
const binding = 'it grants rights, so the controller would need "bind" or every right that it grants';
const webhook = 'whoever may write it reads and changes every object of the cluster';
const allocation = 'an allocator of the cluster makes it';

/** The reason why creating each of these for every object makes no sense, or is too dangerous. */
const refusals: ReadonlyMap<string, string> = new Map([
  ['APIService', 'whoever may write it takes over an API group'],
  ['Binding', 'it is a call of the scheduler, never stored'],
  ['CSIDriver', driver],
  ['CSINode', driver],
  ['CSIStorageCapacity', driver],
  ['CertificateSigningRequest', 'it is a request for credentials, and expires'],
  ['ClusterRoleBinding', binding],
  ['ClusterTrustBundle', 'it needs the right "attest" on its signer'],
  ['ComponentStatus', 'it is computed, never stored, and deprecated'],
  ['ControllerRevision', 'StatefulSets and DaemonSets keep their history in it'],
  ['CustomResourceDefinition', 'see --crd-install for the one of the custom resource'],
  ['Endpoints', 'it is deprecated; own an EndpointSlice'],
  ['Event', 'it expires; see --events'],
  ['FlowSchema', 'it decides whose requests the API server serves first'],
  ['IPAddress', allocation],
  ['LocalSubjectAccessReview', review],
  ['MutatingAdmissionPolicy', webhook],
  ['MutatingAdmissionPolicyBinding', webhook],
  ['MutatingWebhookConfiguration', webhook],
  ['Node', node],
  ['PodCertificateRequest', node],
  ['PriorityLevelConfiguration', 'it decides whose requests the API server serves first'],
  ['ResourceClaim', 'it holds a device from its creation; own a ResourceClaimTemplate'],
  ['ResourceSlice', 'a device driver publishes it'],
  ['RoleBinding', binding],
  ['SelfSubjectAccessReview', review],
  ['SelfSubjectReview', review],
  ['SelfSubjectRulesReview', review],
  ['ServiceCIDR', 'it changes the network of the whole cluster'],
  ['StorageVersionMigration', 'it is a task for an administrator, once'],
  ['SubjectAccessReview', review],
  ['TokenReview', review],
  ['ValidatingAdmissionPolicyBinding', 'it decides what the API server refuses to everybody'],
  ['ValidatingWebhookConfiguration', webhook],
  ['VolumeAttachment', driver],
]);
