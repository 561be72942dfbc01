// The kinds that the inference knows: the built-in ones, by the path of their type in k8s-openapi.

import { builtInKinds, snakeCase } from './kinds.ts';
import { subresourcesOf } from './subresources.ts';

export interface KindRecord {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Versions that were served up to Kubernetes 1.33: k8s-openapi 0.28 still has their types, and programs use them. */
const FORMER: readonly (readonly [module: string, kind: string])[] = [
  ['api::admissionregistration::v1beta1', 'ValidatingAdmissionPolicy'],
  ['api::admissionregistration::v1beta1', 'ValidatingAdmissionPolicyBinding'],
  ['api::authentication::v1beta1', 'SelfSubjectReview'],
  ['api::resource::v1alpha3', 'DeviceClass'],
  ['api::resource::v1alpha3', 'ResourceClaim'],
  ['api::resource::v1alpha3', 'ResourceClaimTemplate'],
  ['api::resource::v1alpha3', 'ResourceSlice'],
];

/**
 * Kinds of older versions of k8s-openapi that the current one lacks: group, module, and in it `Kind plural`, with
 * `cluster` for cluster-scoped kinds. RBAC ignores versions, so kinds with only a newer version lead to the current
 * resource. Source: `impl Resource` in k8s-openapi 0.4 to 0.27, src/v1_11 to v1_33.
 */
const GONE: readonly (readonly [group: string, module: string, kinds: readonly string[]])[] = [
  [
    'extensions',
    'api::extensions::v1beta1',
    [
      'DaemonSet daemonsets',
      'Deployment deployments',
      'Ingress ingresses',
      'NetworkPolicy networkpolicies',
      'PodSecurityPolicy podsecuritypolicies cluster',
      'ReplicaSet replicasets',
    ],
  ],
  [
    'policy',
    'api::policy::v1beta1',
    ['PodDisruptionBudget poddisruptionbudgets', 'PodSecurityPolicy podsecuritypolicies cluster'],
  ],
  ['networking.k8s.io', 'api::networking::v1beta1', ['Ingress ingresses', 'IngressClass ingressclasses cluster']],
  ['batch', 'api::batch::v1beta1', ['CronJob cronjobs']],
  ['batch', 'api::batch::v2alpha1', ['CronJob cronjobs']],
  ['autoscaling', 'api::autoscaling::v2beta1', ['HorizontalPodAutoscaler horizontalpodautoscalers']],
  ['autoscaling', 'api::autoscaling::v2beta2', ['HorizontalPodAutoscaler horizontalpodautoscalers']],
  ['coordination.k8s.io', 'api::coordination::v1beta1', ['Lease leases']],
  ['discovery.k8s.io', 'api::discovery::v1beta1', ['EndpointSlice endpointslices']],
  ['events.k8s.io', 'api::events::v1beta1', ['Event events']],
  ['scheduling.k8s.io', 'api::scheduling::v1beta1', ['PriorityClass priorityclasses cluster']],
  ['node.k8s.io', 'api::node::v1beta1', ['RuntimeClass runtimeclasses cluster']],
  [
    'apiextensions.k8s.io',
    'apiextensions_apiserver::pkg::apis::apiextensions::v1beta1',
    ['CustomResourceDefinition customresourcedefinitions cluster'],
  ],
  [
    'apiregistration.k8s.io',
    'kube_aggregator::pkg::apis::apiregistration::v1beta1',
    ['APIService apiservices cluster'],
  ],
  [
    'admissionregistration.k8s.io',
    'api::admissionregistration::v1beta1',
    [
      'MutatingWebhookConfiguration mutatingwebhookconfigurations cluster',
      'ValidatingWebhookConfiguration validatingwebhookconfigurations cluster',
    ],
  ],
  [
    'certificates.k8s.io',
    'api::certificates::v1beta1',
    ['CertificateSigningRequest certificatesigningrequests cluster'],
  ],
  [
    'storage.k8s.io',
    'api::storage::v1beta1',
    [
      'CSIDriver csidrivers cluster',
      'CSINode csinodes cluster',
      'CSIStorageCapacity csistoragecapacities',
      'StorageClass storageclasses cluster',
      'VolumeAttachment volumeattachments cluster',
    ],
  ],
  ...['v1alpha1', 'v1beta1'].map(
    (version) =>
      [
        'rbac.authorization.k8s.io',
        `api::rbac::${version}`,
        [
          'ClusterRole clusterroles cluster',
          'ClusterRoleBinding clusterrolebindings cluster',
          'Role roles',
          'RoleBinding rolebindings',
        ],
      ] as const,
  ),
  ...['v1beta1', 'v1beta2'].map(
    (version) =>
      [
        'apps',
        `api::apps::${version}`,
        [
          'ControllerRevision controllerrevisions',
          'DaemonSet daemonsets',
          'Deployment deployments',
          'ReplicaSet replicasets',
          'StatefulSet statefulsets',
        ],
      ] as const,
  ),
  ...['v1beta1', 'v1beta2', 'v1beta3'].map(
    (version) =>
      [
        'flowcontrol.apiserver.k8s.io',
        `api::flowcontrol::${version}`,
        ['FlowSchema flowschemas cluster', 'PriorityLevelConfiguration prioritylevelconfigurations cluster'],
      ] as const,
  ),
];

const byGroupAndPlural: ReadonlyMap<string, KindRecord> = new Map(
  builtInKinds().map((record) => [`${record.group}/${record.plural}`, record]),
);
const byPath = kindsByPath();

/** The current kinds, those that a version of k8s-openapi had in another place, and those that Kubernetes removed. */
function kindsByPath(): ReadonlyMap<string, KindRecord> {
  const kinds = new Map<string, KindRecord>();
  for (const record of builtInKinds()) kinds.set(record.rustPath.slice('k8s_openapi::'.length), record);
  for (const [module, kind] of FORMER) {
    const [, group = '', version = ''] = module.split('::');
    const today = [...byGroupAndPlural.values()].find((one) => one.kind === kind && one.group.startsWith(group));
    if (today !== undefined) kinds.set(`${module}::${kind}`, { ...today, version });
  }
  for (const [group, module, rows] of GONE) {
    for (const row of rows) {
      const [kind = '', plural = '', scope] = row.split(' ');
      const version = module.slice(module.lastIndexOf(':') + 1);
      kinds.set(`${module}::${kind}`, { group, version, kind, plural, namespaced: scope !== 'cluster' });
    }
  }
  return kinds;
}

/** The record of a path below `k8s_openapi`, such as `api::apps::v1::Deployment`. */
export function builtInKind(path: readonly string[]): KindRecord | undefined {
  const root = path.lastIndexOf('k8s_openapi');
  return root === -1 ? undefined : byPath.get(path.slice(root + 1).join('::'));
}

export function kindOfResource(group: string, plural: string): KindRecord | undefined {
  return byGroupAndPlural.get(`${group}/${plural}`);
}

export function kindOfGroupKind(group: string, kind: string): KindRecord | undefined {
  for (const record of byGroupAndPlural.values()) if (record.group === group && record.kind === kind) return record;
  return undefined;
}

/**
 * The kind and subresource of a request function of k8s-openapi: `service_account_token` of `create_namespaced_…`. A
 * kind in the group of the function's type comes first: `Scale::read_namespaced_deployment_scale` is in another group.
 */
export function kindOfFunction(
  path: readonly string[],
  name: string,
): { readonly kind: KindRecord; readonly subresource: string | undefined } | undefined {
  const plain = name.replace(/_for_all_namespaces$/, '').replace(/_list$/, '');
  const home = path.slice(path.lastIndexOf('k8s_openapi') + 1, -1).join('::');
  const fitting = [...byPath]
    .map(([where, kind]) => ({ where, kind, snake: snakeCase(kind.kind) }))
    .filter(({ snake }) => plain === snake || plain.startsWith(`${snake}_`));
  const longest = Math.max(...fitting.map(({ snake }) => snake.length));
  const named = fitting.filter(({ snake }) => snake.length === longest);
  const found = named.find(({ where }) => where.startsWith(`${home}::`)) ?? named[0];
  if (found === undefined) return undefined;
  const rest = plain.slice(found.snake.length).replaceAll('_', '');
  const subresources = subresourcesOf(`${found.kind.group}/${found.kind.plural}`);
  const subresource = subresources.find((each) => rest === each || rest === `${each}withpath`);
  return rest === '' || subresource !== undefined ? { kind: found.kind, subresource } : undefined;
}

/** Whether Kubernetes itself has kinds of this group. */
export function isBuiltInGroup(group: string): boolean {
  for (const record of byGroupAndPlural.values()) if (record.group === group) return true;
  return false;
}

/** Every resource and subresource of the table, to expand wildcards of rules. */
export function knownResources(group: string): readonly string[] {
  const found: string[] = [];
  for (const [key, record] of byGroupAndPlural) {
    if (group !== '*' && record.group !== group) continue;
    found.push(record.plural, ...subresourcesOf(key).map((sub) => `${record.plural}/${sub}`));
  }
  return found;
}
