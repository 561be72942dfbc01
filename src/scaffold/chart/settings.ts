// All settings of a chart: their purpose and accepted values. No setting weakens the hardening.
import type { Plain } from '../../formats/yaml/emit.ts';
import { addresses } from './addresses.ts';
import { bytes, cpu, dnsLabel, nodeAffinity, reserved, tolerations, words } from './accepted.ts';

/**
 * One setting. The template that uses it has its default; `values.yaml`, `values.schema.json` and the README of the chart are
 * made from the settings that the templates of a repository use, in the order of this list.
 */
export interface Setting {
  /** Its path below `.Values`. */
  readonly key: string;
  /** Its purpose in a line: the comment in values.yaml, the description in the schema, the row in the README. */
  readonly about: string;
  /** The accepted values, as JSON Schema; expressions are those of Go, which have no lookahead. */
  readonly schema: { readonly [key: string]: Plain };
  /** The text in values.yaml, if a template only adds lines once the setting has a value. */
  readonly unset?: Plain;
}

/** A placeholder for the addresses until they are known; the API server refuses it and shows it. */
export const addressesNotSet =
  'not set yet: run just cluster, which asks your cluster for the addresses of its API server';

/** The installed parts and their sources. */
const installed: readonly Setting[] = [
  {
    key: 'namespace',
    about: 'The namespace of the controller, which admits only restricted Pods. It stays after an uninstall.',
    schema: { ...dnsLabel, not: { pattern: '^(kube-.*|default)$' } },
  },
  {
    key: 'image.repository',
    about: 'The repository of the image, without tag and digest, for example a mirror.',
    schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9][a-z0-9._-]*)+$' },
  },
  {
    key: 'image.digest',
    about:
      'The digest of the image, which no one can move; the chart of a release has it. The tag is the version of the chart.',
    schema: { type: 'string', pattern: '^(sha256:[0-9a-f]{64})?$' },
    unset: '',
  },
  {
    key: 'image.pullSecrets',
    about: 'Names of Secrets, in the namespace of the release, with which the image is pulled.',
    schema: { type: 'array', items: { type: 'string', pattern: '^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$' } },
    unset: [],
  },
  {
    key: 'watchNamespaces',
    about:
      'The namespaces that the controller watches; they must exist. Each gets a Role and a RoleBinding. The controller has no rights elsewhere.',
    schema: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      items: { ...dnsLabel, not: { pattern: '^kube-' } },
    },
  },
];

/** The API server in the network policy. */
const apiServer: readonly Setting[] = [
  {
    key: 'apiServer.cidrs',
    about:
      'The addresses of the API server: the Service "kubernetes" and its endpoints. `sh hack/cluster.sh values` prints them.',
    schema: { type: 'array', minItems: 1, items: { anyOf: [addresses, { const: addressesNotSet }] } },
  },
  {
    key: 'apiServer.ports',
    about: 'The ports of the Service and of its endpoints.',
    schema: { type: 'array', minItems: 1, items: { type: 'integer', minimum: 1, maximum: 65535 } },
  },
];

/** The number of Pods, their resources, and their logging. */
const running: readonly Setting[] = [
  {
    key: 'replicas',
    about: 'One replica works, the others wait for the Lease.',
    schema: { type: 'integer', minimum: 1, maximum: 9 },
  },
  { key: 'resources.requests.cpu', about: 'The CPU time that the scheduler reserves.', schema: cpu },
  {
    key: 'resources.requests.memory',
    about: 'Equal to the limit: a Pod within its request is not killed first.',
    schema: bytes,
  },
  { key: 'resources.requests.ephemeral-storage', about: 'It only writes its log.', schema: bytes },
  { key: 'resources.limits.cpu', about: 'Above it the controller is slowed down.', schema: cpu },
  {
    key: 'resources.limits.memory',
    about: 'Above it the controller is killed. Thousands of objects need more.',
    schema: bytes,
  },
  { key: 'resources.limits.ephemeral-storage', about: 'Above it the Pod is evicted.', schema: bytes },
  {
    key: 'logLevel',
    about: 'The log level; empty means info.',
    schema: { enum: ['', 'error', 'warn', 'info', 'debug'] },
    unset: '',
  },
  {
    key: 'strictNodes',
    about:
      'Whether its Pods demand AppArmor and supplementalGroupsPolicy: Strict (containerd 2.0, CRI-O 1.31). A node that cannot enforce both refuses them.',
    schema: { type: 'boolean' },
    unset: false,
  },
];

/** The nodes for the Pods. */
const placed = (taken: readonly string[]): readonly Setting[] => [
  {
    key: 'nodeSelector',
    about: 'Labels of the nodes that it may run on; not the control plane.',
    schema: words(['^node-role[.]kubernetes[.]io/', ...taken]),
    unset: {},
  },
  {
    key: 'tolerations',
    about: 'The taints that it tolerates, each by its key; not that of the control plane.',
    schema: tolerations,
    unset: [],
  },
  {
    key: 'nodeAffinity',
    about: 'A nodeAffinity as in the spec of a Pod. The anti-affinity of its replicas is fixed.',
    schema: nodeAffinity,
    unset: {},
  },
];

const described = (taken: readonly string[]): readonly Setting[] => [
  {
    key: 'podLabels',
    about: 'Labels of the Pod besides its own; not those of Kubernetes, by which policies select it.',
    schema: words([reserved, ...taken]),
    unset: {},
  },
  {
    key: 'podAnnotations',
    about: 'Annotations of the Pod; not those of Kubernetes, which could confine it less.',
    schema: words([reserved, ...taken]),
    unset: {},
  },
  {
    key: 'serviceAccount.annotations',
    about: 'Annotations of the ServiceAccount, by which clouds know it.',
    schema: words([reserved, ...taken]),
    unset: {},
  },
];

/** Others with access: users of its kinds, Prometheus, the test of the chart, servers outside. */
const around: readonly Setting[] = [
  {
    key: 'aggregateClusterRoles',
    about:
      "Whether to add ClusterRoles through which Kubernetes' own view, edit and admin include its custom resources.",
    schema: { type: 'boolean' },
    unset: false,
  },
  {
    key: 'metrics.prometheus.namespace',
    about: 'The namespace of the Prometheus that may read the metrics.',
    schema: dnsLabel,
  },
  {
    key: 'metrics.prometheus.name',
    about: 'The label app.kubernetes.io/name of its Pods.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$' },
  },
  {
    key: 'metrics.podMonitor',
    about: 'Whether to add a PodMonitor; it needs the CRDs of the Prometheus operator.',
    schema: { type: 'boolean' },
    unset: false,
  },
  {
    key: 'test.image',
    about:
      'An image with kubectl, by its digest, for `helm test`: registry.k8s.io/kubectl@sha256:…. It runs as the controller, so there is no default.',
    schema: {
      type: 'string',
      pattern: '^([a-z0-9][a-z0-9.-]*(:[0-9]+)?(/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64})?$',
    },
    unset: '',
  },
  {
    key: 'external.cidrs',
    about: 'The addresses outside the cluster that it may reach on port 443, instead of every public address.',
    schema: { type: 'array', items: addresses },
    unset: [],
  },
];

/** @param taken expressions for the keys of labels and annotations that an identity provider needs unchanged */
export const settingsFor = (taken: readonly string[]): readonly Setting[] => [
  ...installed,
  ...apiServer,
  ...running,
  ...placed(taken),
  ...described(taken),
  ...around,
];
