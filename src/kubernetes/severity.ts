// How bad a permission is in the hands of an attacker: the deny-list, one row for each way up.

export type Severity = 'critical' | 'high' | 'medium' | 'low';

interface Row {
  readonly group?: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly why: string;
}

const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const CHANGE = ['create', 'update', 'patch'];

/** Sources: kubernetes.io "RBAC good practices", CIS, rbac-police, KubiScan, trivy, kubescape, kubesplaining. */
const ROWS: readonly Row[] = [
  {
    group: '',
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', 'create'],
    why: 'reads credentials, or makes a long-lived token of a ServiceAccount',
  },
  {
    group: '',
    resources: ['pods'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
    why: 'runs code as any ServiceAccount of the namespace',
  },
  {
    resources: [
      'deployments',
      'daemonsets',
      'statefulsets',
      'replicasets',
      'replicationcontrollers',
      'jobs',
      'cronjobs',
      'podtemplates',
    ],
    verbs: CHANGE,
    why: 'runs code as any ServiceAccount of the namespace',
  },
  {
    group: '',
    resources: ['pods/exec', 'pods/attach', 'pods/portforward', 'pods/ephemeralcontainers'],
    verbs: ['get', 'create', 'update', 'patch'],
    why: 'runs code in a Pod that is there',
  },
  { group: '', resources: ['pods/status'], verbs: ['update', 'patch'], why: 'draws Pods away by their labels' },
  { group: '', resources: ['pods/eviction'], verbs: ['create'], why: 'moves Pods to a node of choice' },
  { group: '', resources: ['persistentvolumes'], verbs: ['create'], why: 'mounts the disk of a node' },
  {
    group: '',
    resources: ['nodes/proxy'],
    verbs: ['get', 'create'],
    why: 'reaches the kubelet past audit and admission',
  },
  {
    group: '',
    resources: ['nodes', 'nodes/status'],
    verbs: ['update', 'patch'],
    why: 'draws Pods to a node of choice',
  },
  { resources: ['roles', 'clusterroles'], verbs: ['escalate', 'bind', ...CHANGE], why: 'grants itself more' },
  { resources: ['rolebindings', 'clusterrolebindings'], verbs: CHANGE, why: 'grants itself more' },
  {
    resources: ['users', 'groups', 'serviceaccounts', 'uids', 'userextras'],
    verbs: ['impersonate'],
    why: 'acts as somebody else',
  },
  {
    resources: ['certificatesigningrequests', 'certificatesigningrequests/approval', 'signers'],
    verbs: [...CHANGE, 'approve', 'sign'],
    why: 'makes client certificates',
  },
  { group: '', resources: ['serviceaccounts/token'], verbs: ['create'], why: 'makes a token of any ServiceAccount' },
  {
    resources: [
      'validatingwebhookconfigurations',
      'mutatingwebhookconfigurations',
      'validatingadmissionpolicies',
      'mutatingadmissionpolicies',
    ],
    verbs: WRITE,
    why: 'reads and alters every object',
  },
  {
    group: '',
    resources: ['namespaces'],
    verbs: ['update', 'patch', 'delete'],
    why: 'takes away Pod Security and network policies',
  },
  {
    group: '',
    resources: ['services', 'services/status'],
    verbs: ['update', 'patch'],
    why: 'redirects traffic (CVE-2020-8554)',
  },
  {
    resources: ['endpoints', 'endpointslices', 'ingresses', 'networkpolicies', 'gateways'],
    verbs: WRITE,
    why: 'redirects traffic',
  },
  {
    group: '',
    resources: ['configmaps'],
    verbs: ['update', 'patch', 'delete', 'deletecollection'],
    why: 'alters the configuration of others',
  },
  { resources: ['customresourcedefinitions'], verbs: WRITE, why: 'takes over or deletes every object of a kind' },
  { resources: ['apiservices'], verbs: WRITE, why: 'takes over a whole API group' },
  {
    resources: ['storageclasses', 'csidrivers', 'volumeattachments'],
    verbs: WRITE,
    why: 'reaches the volumes of others',
  },
];

/** The severity of a grant: what the deny-list names is critical in the whole cluster and high in a namespace. */
export function severityOf(grant: {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: string;
  readonly resourceNames: readonly string[];
}): { readonly severity: Severity; readonly why: string } {
  const isCluster = grant.scope === 'cluster';
  if (grant.resource === '*' || grant.group === '*' || grant.verb === '*')
    return { severity: 'critical', why: 'a wildcard grants what nobody has thought of' };
  const row = ROWS.find(
    (each) =>
      (each.group === undefined || each.group === grant.group) &&
      each.resources.includes(grant.resource) &&
      each.verbs.includes(grant.verb),
  );
  const isNamed = grant.resourceNames.length > 0 && grant.verb !== 'deletecollection';
  if (row !== undefined) return { severity: isNamed ? 'medium' : isCluster ? 'critical' : 'high', why: row.why };
  const writes = !['get', 'list', 'watch'].includes(grant.verb);
  return { severity: writes && isCluster ? 'medium' : 'low', why: writes ? 'changes objects' : 'reads objects' };
}
