// Permissions that a controller must not have, because they lead to more (Kubernetes' RBAC good practices, CIS
// Benchmark 5.1, and the checks of rbac-police, KubiScan, kubescape and trivy).
import type { Project } from '../../../src/scaffold/project.ts';
import type { Access } from '../control-plane/audit.ts';

interface Row {
  readonly why: string;
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly name?: string;
}

const write = ['create', 'update', 'patch', 'delete', 'deletecollection'] as const;
const change = ['create', 'update', 'patch'] as const;
const workloads = ['deployments', 'daemonsets', 'statefulsets', 'replicasets'] as const;

const rows: readonly Row[] = [
  { why: 'read credentials', group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch', ...write] },
  {
    why: 'run code as any ServiceAccount',
    group: '',
    resources: ['pods', 'replicationcontrollers', 'podtemplates'],
    verbs: [...write],
  },
  { why: 'run code as any ServiceAccount', group: 'apps', resources: workloads, verbs: [...write] },
  { why: 'run code as any ServiceAccount', group: 'batch', resources: ['jobs', 'cronjobs'], verbs: [...write] },
  {
    why: 'run code in a pod',
    group: '',
    resources: ['pods/exec', 'pods/attach', 'pods/portforward'],
    verbs: ['get', 'create'],
  },
  { why: 'inject a container', group: '', resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] },
  { why: 'steal pods', group: '', resources: ['pods/status', 'nodes', 'nodes/status'], verbs: ['update', 'patch'] },
  { why: 'steal pods', group: '', resources: ['pods/eviction'], verbs: ['create'] },
  { why: 'read logs', group: '', resources: ['pods/log'], verbs: ['get'] },
  { why: 'mount the host', group: '', resources: ['persistentvolumes'], verbs: ['create'] },
  {
    why: 'reach the kubelet past audit and admission',
    group: '',
    resources: ['nodes/proxy'],
    verbs: ['get', 'create'],
  },
  {
    why: 'grant itself more',
    group: 'rbac.authorization.k8s.io',
    resources: ['roles', 'clusterroles'],
    verbs: [...write, 'escalate', 'bind'],
  },
  {
    why: 'grant itself more',
    group: 'rbac.authorization.k8s.io',
    resources: ['rolebindings', 'clusterrolebindings'],
    verbs: [...write],
  },
  { why: 'act as another', group: '', resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] },
  {
    why: 'act as another',
    group: 'authentication.k8s.io',
    resources: ['userextras/scopes', 'uids'],
    verbs: ['impersonate'],
  },
  {
    why: 'make client certificates',
    group: 'certificates.k8s.io',
    resources: ['certificatesigningrequests'],
    verbs: ['create'],
  },
  {
    why: 'make client certificates',
    group: 'certificates.k8s.io',
    resources: ['certificatesigningrequests/approval'],
    verbs: ['update', 'patch'],
  },
  { why: 'make client certificates', group: 'certificates.k8s.io', resources: ['signers'], verbs: ['approve', 'sign'] },
  { why: 'take the token of any ServiceAccount', group: '', resources: ['serviceaccounts/token'], verbs: ['create'] },
  { why: 'make a ServiceAccount', group: '', resources: ['serviceaccounts'], verbs: [...write] },
  {
    why: 'read or change every object',
    group: 'admissionregistration.k8s.io',
    resources: [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'validatingadmissionpolicybindings',
      'mutatingadmissionpolicies',
    ],
    verbs: [...change, 'delete'],
  },
  { why: 'take away Pod Security', group: '', resources: ['namespaces'], verbs: ['update', 'patch', 'delete'] },
  { why: 'hijack traffic', group: '', resources: ['services/status'], verbs: ['update', 'patch'] },
  { why: 'hijack traffic', group: '', resources: ['services', 'endpoints'], verbs: [...write] },
  { why: 'hijack traffic', group: 'discovery.k8s.io', resources: ['endpointslices'], verbs: [...write] },
  { why: 'hijack traffic', group: 'networking.k8s.io', resources: ['ingresses', 'networkpolicies'], verbs: [...write] },
  {
    why: 'change what others read',
    group: '',
    resources: ['configmaps'],
    verbs: ['update', 'patch', 'delete', 'deletecollection'],
    name: 'kube-root-ca.crt',
  },
  {
    why: 'change schemas, lose data',
    group: 'apiextensions.k8s.io',
    resources: ['customresourcedefinitions'],
    verbs: [...write],
  },
  { why: 'take over an API', group: 'apiregistration.k8s.io', resources: ['apiservices'], verbs: [...write] },
  {
    why: 'run code on nodes',
    group: 'storage.k8s.io',
    resources: ['storageclasses', 'csidrivers', 'volumeattachments'],
    verbs: [...write],
  },
  {
    why: 'stop another controller',
    group: 'coordination.k8s.io',
    resources: ['leases'],
    verbs: ['get', 'list', 'watch', ...write],
    name: 'another',
  },
  {
    why: 'cover traces',
    group: '',
    resources: ['events'],
    verbs: ['delete', 'deletecollection', 'update', 'get', 'list'],
  },
  {
    why: 'cover traces',
    group: 'events.k8s.io',
    resources: ['events'],
    verbs: ['delete', 'deletecollection', 'update', 'get', 'list'],
  },
  { why: 'do anything', group: '*', resources: ['*'], verbs: ['*'] },
];

export interface Forbidden extends Access {
  readonly why: string;
}

/** The whole list, in each of the namespaces; the empty one means all of them. */
export function denyList(namespaces: readonly string[]): readonly Forbidden[] {
  return rows.flatMap(({ why, group, resources, verbs, name = '' }) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) => namespaces.map((namespace) => ({ why, group, resource, verb, namespace, name }))),
    ),
  );
}

/** Permissions close to those of this controller: its own kind, CRD and Lease with other verbs, and those of others. */
export function nextTo(project: Project, places: readonly string[]): readonly Forbidden[] {
  const crd = { group: 'apiextensions.k8s.io', resource: 'customresourcedefinitions', namespace: '' };
  const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace: project.installNamespace };
  const own = { group: project.group, name: '' };
  const applied = project.crdInstall === 'controller' ? [] : ['create', 'patch'];
  return [
    ...project.kinds.flatMap(({ crdName }) =>
      ['get', 'update', 'delete', ...applied].map((verb) => ({
        ...crd,
        verb,
        name: crdName,
        why: 'its own CRD',
      })),
    ),
    ...['get', 'create', 'patch', 'update', 'delete'].map((verb) => ({
      ...crd,
      verb,
      name: `others.${project.group}`,
      why: 'the CRD of another',
    })),
    ...['create', 'update', 'delete', 'list', 'watch'].map((verb) => ({
      ...lease,
      verb,
      name: project.name,
      why: 'its own Lease',
    })),
    ...places.flatMap((namespace) => [
      ...project.kinds.flatMap(({ plural }) => [
        ...['get', 'create', 'update', 'delete', 'deletecollection', ...(project.finalizer ? [] : ['patch'])].map(
          (verb) => ({
            ...own,
            resource: plural,
            verb,
            namespace,
            why: 'objects that its users made',
          }),
        ),
        ...['get', 'update'].map((verb) => ({
          ...own,
          resource: `${plural}/status`,
          verb,
          namespace,
          why: 'more than a patch of the status',
        })),
        ...['update', 'patch'].map((verb) => ({
          ...own,
          resource: `${plural}/finalizers`,
          verb,
          namespace,
          why: 'finalizers as a subresource',
        })),
      ]),
      ...['list', 'watch', 'patch'].map((verb) => ({
        ...own,
        resource: 'others',
        verb,
        namespace,
        why: 'the kind of another',
      })),
      ...project.owned.flatMap(({ group, plural }) =>
        ['get', 'update', 'delete', 'deletecollection'].map((verb) => ({
          group,
          resource: plural,
          verb,
          namespace,
          name: '',
          why: 'more than apply to what it owns',
        })),
      ),
    ]),
  ];
}

/** In other namespaces a namespaced controller has no permission. */
export function elsewhere(project: Project, places: readonly string[]): readonly Forbidden[] {
  const kinds = [
    ...project.owned,
    ...project.kinds.flatMap(({ plural }) => [
      { group: project.group, plural },
      { group: project.group, plural: `${plural}/status` },
    ]),
    { group: 'events.k8s.io', plural: 'events' },
  ];
  return places.flatMap((namespace) =>
    kinds.flatMap(({ group, plural }) =>
      ['list', 'watch', 'create', 'patch'].map((verb) => ({
        group,
        resource: plural,
        verb,
        namespace,
        name: '',
        why: 'a namespace that it was not given',
      })),
    ),
  );
}
