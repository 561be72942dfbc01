// The place of the Pod spec in each kind that runs Pods.

interface PodTemplate {
  readonly group: string;
  readonly kind: string;
  readonly spec: readonly string[];
}

const TEMPLATE = ['spec', 'template', 'spec'] as const;

/**
 * Sources: the types of k8s.io/api, and those of argoproj/argo-rollouts (pkg/apis/rollouts/v1alpha1/types.go), openshift/api
 * (apps/v1/types.go), knative/serving (pkg/apis/serving/v1), kedacore/keda (apis/keda/v1alpha1/scaledjob_types.go) and
 * openkruise/kruise (apis/apps/v1alpha1, v1beta1).
 */
export const POD_TEMPLATES: readonly PodTemplate[] = [
  { group: '', kind: 'Pod', spec: ['spec'] },
  { group: '', kind: 'PodTemplate', spec: ['template', 'spec'] },
  { group: '', kind: 'ReplicationController', spec: TEMPLATE },
  { group: 'apps', kind: 'DaemonSet', spec: TEMPLATE },
  { group: 'apps', kind: 'Deployment', spec: TEMPLATE },
  { group: 'apps', kind: 'ReplicaSet', spec: TEMPLATE },
  { group: 'apps', kind: 'StatefulSet', spec: TEMPLATE },
  { group: 'apps.kruise.io', kind: 'BroadcastJob', spec: TEMPLATE },
  { group: 'apps.kruise.io', kind: 'CloneSet', spec: TEMPLATE },
  { group: 'apps.kruise.io', kind: 'DaemonSet', spec: TEMPLATE },
  { group: 'apps.kruise.io', kind: 'StatefulSet', spec: TEMPLATE },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig', spec: TEMPLATE },
  { group: 'argoproj.io', kind: 'Rollout', spec: TEMPLATE },
  { group: 'batch', kind: 'CronJob', spec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'] },
  { group: 'batch', kind: 'Job', spec: TEMPLATE },
  { group: 'keda.sh', kind: 'ScaledJob', spec: ['spec', 'jobTargetRef', 'template', 'spec'] },
  { group: 'serving.knative.dev', kind: 'Configuration', spec: TEMPLATE },
  { group: 'serving.knative.dev', kind: 'Service', spec: TEMPLATE },
];

/** The kinds that run Pods. */
export const POD_KINDS: readonly string[] = POD_TEMPLATES.map(({ kind }) => kind);

/** The keys of the Pod spec in an object of a kind, or undefined if it runs no Pods; former groups count as well. */
export function podSpecOf({
  apiVersion,
  kind,
}: {
  readonly apiVersion?: string | undefined;
  readonly kind: string;
}): readonly string[] | undefined {
  const group = apiVersion?.slice(0, Math.max(0, apiVersion.lastIndexOf('/'))) ?? '';
  const named = POD_TEMPLATES.filter((template) => template.kind === kind);
  const exact = named.find((template) => template.group === group);
  return (exact ?? named.find((template) => !isForeign(template.group)))?.spec;
}

/** Foreign kinds that start Pods in a form of their own, by group. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  'argoproj.io': ['ClusterWorkflowTemplate', 'CronWorkflow', 'Workflow', 'WorkflowTemplate'],
  'jobset.x-k8s.io': ['JobSet'],
  'leaderworkerset.x-k8s.io': ['LeaderWorkerSet'],
  'operators.coreos.com': ['ClusterServiceVersion'],
  'security.openshift.io': ['SecurityContextConstraints'],
  'tekton.dev': ['ClusterTask', 'Task', 'TaskRun'],
};

export const UNREAD_KINDS: readonly string[] = Object.values(UNREAD).flat();

/** Whether an object starts Pods, or describes their permissions, in a form that is not read. */
export function runsUnreadPods({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.lastIndexOf('/')));
  return Object.hasOwn(UNREAD, group) && UNREAD[group]?.includes(kind) === true;
}

/** Whether a foreign API serves a kind that runs Pods. */
export function runsPodsElsewhere(kind: string, group: string): boolean {
  return isForeign(group) && POD_TEMPLATES.some((template) => template.kind === kind && template.group === group);
}

function isForeign(group: string): boolean {
  return group.includes('.');
}
