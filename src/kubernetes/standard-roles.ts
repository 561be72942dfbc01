// ClusterRoles of every cluster, with their grants on resources.
import { table } from '../table.ts';

export interface StandardRule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly names?: readonly string[];
}

export interface StandardRole {
  readonly rules: readonly StandardRule[];
  /** Other ClusterRoles of a cluster extend it by their labels: it grants at least this, and the rest is unknown. */
  readonly aggregated: boolean;
}

/**
 * A ClusterRole that Kubernetes itself creates, or undefined for an unknown name. Source:
 * plugin/pkg/auth/authorizer/rbac/bootstrappolicy/testdata/cluster-roles.yaml of Kubernetes.
 */
export function standardRole(name: string): StandardRole | undefined {
  if (Object.hasOwn(AGGREGATED, name)) return { rules: AGGREGATED[name] ?? [], aggregated: true };
  return Object.hasOwn(WHOLE, name) ? { rules: WHOLE[name] ?? [], aggregated: false } : undefined;
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const on = (group: string, resources: readonly string[], verbs: readonly string[]): StandardRule => ({
  groups: [group],
  resources,
  verbs,
});
const named = (rule: StandardRule, name: string): StandardRule => ({ ...rule, names: [name] });

const view: readonly StandardRule[] = [
  on(
    '',
    [
      'bindings',
      'configmaps',
      'endpoints',
      'events',
      'limitranges',
      'namespaces',
      'namespaces/status',
      'persistentvolumeclaims',
      'persistentvolumeclaims/status',
      'pods',
      'pods/log',
      'pods/status',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'replicationcontrollers/status',
      'resourcequotas',
      'resourcequotas/status',
      'serviceaccounts',
      'services',
      'services/status',
    ],
    READ,
  ),
  on('discovery.k8s.io', ['endpointslices'], READ),
  on(
    'apps',
    [
      'controllerrevisions',
      'daemonsets',
      'daemonsets/status',
      'deployments',
      'deployments/scale',
      'deployments/status',
      'replicasets',
      'replicasets/scale',
      'replicasets/status',
      'statefulsets',
      'statefulsets/scale',
      'statefulsets/status',
    ],
    READ,
  ),
  on('autoscaling', ['horizontalpodautoscalers', 'horizontalpodautoscalers/status'], READ),
  on('batch', ['cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'], READ),
  on('policy', ['poddisruptionbudgets', 'poddisruptionbudgets/status'], READ),
  on('networking.k8s.io', ['ingresses', 'ingresses/status', 'networkpolicies'], READ),
];

const edit: readonly StandardRule[] = [
  ...view,
  on('', ['pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy', 'secrets', 'services/proxy'], READ),
  on('', ['serviceaccounts'], ['impersonate']),
  on('', ['pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'], WRITE),
  on('', ['pods/eviction', 'serviceaccounts/token'], ['create']),
  on(
    '',
    [
      'configmaps',
      'events',
      'persistentvolumeclaims',
      'replicationcontrollers',
      'replicationcontrollers/scale',
      'secrets',
      'serviceaccounts',
      'services',
      'services/proxy',
    ],
    WRITE,
  ),
  on(
    'apps',
    [
      'daemonsets',
      'deployments',
      'deployments/rollback',
      'deployments/scale',
      'replicasets',
      'replicasets/scale',
      'statefulsets',
      'statefulsets/scale',
    ],
    WRITE,
  ),
  on('autoscaling', ['horizontalpodautoscalers'], WRITE),
  on('batch', ['cronjobs', 'jobs'], WRITE),
  on('policy', ['poddisruptionbudgets'], WRITE),
  on('networking.k8s.io', ['ingresses', 'networkpolicies'], WRITE),
  on('coordination.k8s.io', ['leases'], [...READ, ...WRITE]),
];

const AGGREGATED = table<readonly StandardRule[]>({
  view,
  edit,
  admin: [
    ...edit,
    on('authorization.k8s.io', ['localsubjectaccessreviews'], ['create']),
    on('rbac.authorization.k8s.io', ['rolebindings', 'roles'], [...READ, ...WRITE]),
  ],
});

const events: StandardRule = {
  groups: ['', 'events.k8s.io'],
  resources: ['events'],
  verbs: ['create', 'patch', 'update'],
};
const approves = (signer: string): readonly StandardRule[] => [
  named(on('certificates.k8s.io', ['signers'], ['approve']), `kubernetes.io/${signer}`),
];

const WHOLE = table<readonly StandardRule[]>({
  'cluster-admin': [on('*', ['*'], ['*'])],
  'system:auth-delegator': [
    on('authentication.k8s.io', ['tokenreviews'], ['create']),
    on('authorization.k8s.io', ['subjectaccessreviews'], ['create']),
  ],
  'system:basic-user': [
    on('authorization.k8s.io', ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'], ['create']),
    on('authentication.k8s.io', ['selfsubjectreviews'], ['create']),
  ],
  'system:certificates.k8s.io:certificatesigningrequests:nodeclient': [
    on('certificates.k8s.io', ['certificatesigningrequests/nodeclient'], ['create']),
  ],
  'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient': [
    on('certificates.k8s.io', ['certificatesigningrequests/selfnodeclient'], ['create']),
  ],
  'system:certificates.k8s.io:kube-apiserver-client-approver': approves('kube-apiserver-client'),
  'system:certificates.k8s.io:kube-apiserver-client-kubelet-approver': approves('kube-apiserver-client-kubelet'),
  'system:certificates.k8s.io:kubelet-serving-approver': approves('kubelet-serving'),
  'system:certificates.k8s.io:legacy-unknown-approver': approves('legacy-unknown'),
  // Only addresses, no resource.
  'system:discovery': [],
  'system:monitoring': [],
  'system:public-info-viewer': [],
  'system:service-account-issuer-discovery': [],
  'system:kube-aggregator': [on('', ['endpoints', 'services'], READ)],
  'system:kube-dns': [on('', ['endpoints', 'services'], ['list', 'watch'])],
  'system:kubelet-api-admin': [
    on('', ['nodes'], [...READ, 'proxy']),
    on('', ['nodes/log', 'nodes/metrics', 'nodes/proxy', 'nodes/stats'], ['*']),
  ],
  'system:node-bootstrapper': [on('certificates.k8s.io', ['certificatesigningrequests'], ['create', ...READ])],
  'system:node-problem-detector': [on('', ['nodes'], ['get']), on('', ['nodes/status'], ['patch']), events],
  'system:node-proxier': [
    on('', ['endpoints', 'services'], ['list', 'watch']),
    on('', ['nodes'], READ),
    on('discovery.k8s.io', ['endpointslices'], ['list', 'watch']),
    events,
  ],
  'system:persistent-volume-provisioner': [
    on('', ['persistentvolumes'], ['create', 'delete', ...READ]),
    on('', ['persistentvolumeclaims'], [...READ, 'update']),
    on('storage.k8s.io', ['storageclasses'], READ),
    on('', ['events'], ['watch']),
    events,
  ],
  'system:volume-scheduler': [
    on('', ['persistentvolumes', 'persistentvolumeclaims'], [...READ, 'patch', 'update']),
    on('storage.k8s.io', ['storageclasses'], READ),
  ],
});
