// Permissions on kinds that others serve: what starts Pods, and what decides where traffic goes.
import { traffic } from './objects.ts';
import { startsPods } from './pods.ts';
import { CHANGE, DELETE, type Privilege, sources } from './privilege.ts';

export const elsewhere: readonly Privilege[] = [
  {
    ...startsPods,
    groups: ['argoproj.io'],
    resources: ['rollouts', 'workflows', 'cronworkflows', 'workflowtemplates', 'clusterworkflowtemplates'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  {
    ...startsPods,
    groups: ['apps.openshift.io'],
    resources: ['deploymentconfigs'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  {
    ...startsPods,
    groups: ['serving.knative.dev'],
    resources: ['services', 'configurations'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  { ...startsPods, groups: ['keda.sh'], resources: ['scaledjobs'], verbs: CHANGE, gains: ['pods'] },
  {
    ...startsPods,
    groups: ['apps.kruise.io'],
    resources: ['broadcastjobs', 'clonesets', 'daemonsets', 'statefulsets'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  {
    ...startsPods,
    groups: ['tekton.dev'],
    resources: ['tasks', 'taskruns', 'pipelines', 'pipelineruns'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  {
    ...startsPods,
    groups: ['jobset.x-k8s.io', 'leaderworkerset.x-k8s.io'],
    resources: ['jobsets', 'leaderworkersets'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  {
    ...startsPods,
    groups: ['kubevirt.io'],
    resources: ['virtualmachines', 'virtualmachineinstances'],
    verbs: CHANGE,
    gains: ['pods'],
  },
  {
    ...traffic,
    groups: ['security.istio.io'],
    resources: ['authorizationpolicies', 'peerauthentications', 'requestauthentications'],
    verbs: [...CHANGE, ...DELETE],
    gains: ['traffic'],
    source: sources.istio,
  },
  {
    ...traffic,
    groups: ['cilium.io'],
    resources: ['ciliumnetworkpolicies', 'ciliumclusterwidenetworkpolicies'],
    verbs: [...CHANGE, ...DELETE],
    gains: ['traffic'],
    source: sources.cilium,
  },
  {
    ...traffic,
    groups: ['crd.projectcalico.org', 'projectcalico.org'],
    resources: ['networkpolicies', 'globalnetworkpolicies'],
    verbs: [...CHANGE, ...DELETE],
    gains: ['traffic'],
    source: sources.calico,
  },
  {
    ...traffic,
    groups: ['policy.networking.k8s.io'],
    resources: ['adminnetworkpolicies', 'baselineadminnetworkpolicies', 'clusternetworkpolicies'],
    verbs: [...CHANGE, ...DELETE],
    gains: ['traffic'],
    source: sources.policyApi,
  },
];
