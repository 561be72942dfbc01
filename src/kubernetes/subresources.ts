// The subresources of the built-in kinds.
import { table } from '../table.ts';

/** Kubernetes 1.36, from its OpenAPI document. A kind that is not listed has none. */
const SUBRESOURCES = table<string>({
  '/namespaces': 'finalize status',
  '/nodes': 'proxy status',
  '/persistentvolumeclaims': 'status',
  '/persistentvolumes': 'status',
  '/pods': 'attach binding ephemeralcontainers eviction exec log portforward proxy resize status',
  '/replicationcontrollers': 'scale status',
  '/resourcequotas': 'status',
  '/serviceaccounts': 'token',
  '/services': 'proxy status',
  'admissionregistration.k8s.io/validatingadmissionpolicies': 'status',
  'apiextensions.k8s.io/customresourcedefinitions': 'status',
  'apiregistration.k8s.io/apiservices': 'status',
  'apps/daemonsets': 'status',
  'apps/deployments': 'scale status',
  'apps/replicasets': 'scale status',
  'apps/statefulsets': 'scale status',
  'autoscaling/horizontalpodautoscalers': 'status',
  'batch/cronjobs': 'status',
  'batch/jobs': 'status',
  'certificates.k8s.io/certificatesigningrequests': 'approval status',
  'certificates.k8s.io/podcertificaterequests': 'status',
  'flowcontrol.apiserver.k8s.io/flowschemas': 'status',
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': 'status',
  'internal.apiserver.k8s.io/storageversions': 'status',
  'networking.k8s.io/ingresses': 'status',
  'networking.k8s.io/servicecidrs': 'status',
  'policy/poddisruptionbudgets': 'status',
  'resource.k8s.io/devicetaintrules': 'status',
  'resource.k8s.io/resourceclaims': 'status',
  'resource.k8s.io/resourcepoolstatusrequests': 'status',
  'scheduling.k8s.io/podgroups': 'status',
  'storage.k8s.io/volumeattachments': 'status',
  'storagemigration.k8s.io/storageversionmigrations': 'status',
});

/** For kinds that Kubernetes has removed: the request functions in k8s-openapi 0.5, src/v1_11 to v1_15. */
const GONE = table<string>({
  'extensions/daemonsets': 'status',
  'extensions/deployments': 'rollback scale status',
  'extensions/ingresses': 'status',
  'extensions/replicasets': 'scale status',
});

/** The subresources of `group/plural`. */
export function subresourcesOf(resource: string): readonly string[] {
  return (SUBRESOURCES[resource] ?? GONE[resource])?.split(' ') ?? [];
}
