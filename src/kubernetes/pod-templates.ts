// Where the spec of a Pod stands in each kind that runs Pods.

interface PodTemplate {
  readonly group: string;
  readonly kind: string;
  readonly spec: readonly string[];
}

const TEMPLATE = ['spec', 'template', 'spec'] as const;

/** Sources: the types of k8s.io/api, and those of argoproj/argo-rollouts (pkg/apis/rollouts/v1alpha1/types.go). */
export const POD_TEMPLATES: readonly PodTemplate[] = [
  { group: '', kind: 'Pod', spec: ['spec'] },
  { group: '', kind: 'PodTemplate', spec: ['template', 'spec'] },
  { group: '', kind: 'ReplicationController', spec: TEMPLATE },
  { group: 'apps', kind: 'DaemonSet', spec: TEMPLATE },
  { group: 'apps', kind: 'Deployment', spec: TEMPLATE },
  { group: 'apps', kind: 'ReplicaSet', spec: TEMPLATE },
  { group: 'apps', kind: 'StatefulSet', spec: TEMPLATE },
  { group: 'argoproj.io', kind: 'Rollout', spec: TEMPLATE },
  { group: 'batch', kind: 'CronJob', spec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] },
  { group: 'batch', kind: 'Job', spec: TEMPLATE },
];

/** The kinds that run Pods. */
export const POD_KINDS: readonly string[] = POD_TEMPLATES.map(({ kind }) => kind);

/** The keys of the Pod's spec in an object of a kind, or undefined where it runs no Pods; groups of old are not told apart. */
export function podSpecOf({
  apiVersion,
  kind,
}: {
  readonly apiVersion?: string | undefined;
  readonly kind: string;
}): readonly string[] | undefined {
  const found = POD_TEMPLATES.find((template) => template.kind === kind);
  if (found?.group === 'argoproj.io' && apiVersion?.startsWith('argoproj.io/') !== true) return undefined;
  return found?.spec;
}
