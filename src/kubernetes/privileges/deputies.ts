// Permissions on objects by which controllers of others, which have more rights, are told what to do.
import { always, CHANGE, type Privilege, sources, unlessNamed, WRITE } from './privilege.ts';

/** What such a controller installs, it installs with its own rights: usually those of an administrator. */
const installs = {
  rule: 'no-deputy-writes',
  verbs: CHANGE,
  levels: always('critical', 'high'),
  gains: ['rights'],
  why: 'makes a controller with more rights install any object',
} as const;
const admits = {
  rule: 'no-webhook-writes',
  verbs: WRITE,
  levels: unlessNamed('critical', 'high'),
  gains: ['rights'],
  why: 'changes every written object, or weakens a policy that others rely on',
} as const;

const rightsInCloud = {
  ...installs,
  levels: always('critical', 'high'),
  why: 'makes a controller of cloud resources give any identity any right in the cloud',
  source: sources.cloudRights,
} as const;
/** Controllers that make identities of clouds: AWS, Crossplane, Google and Azure. */
const cloudRights: readonly Privilege[] = [
  {
    ...rightsInCloud,
    groups: ['iam.services.k8s.aws'],
    resources: ['roles', 'policies', 'users', 'groups', 'instanceprofiles'],
  },
  {
    ...rightsInCloud,
    groups: ['iam.aws.upbound.io', 'iam.aws.m.upbound.io', 'iam.aws.crossplane.io'],
    resources: ['roles', 'policies', 'rolepolicies', 'rolepolicyattachments', 'users', 'userpolicyattachments'],
  },
  {
    ...rightsInCloud,
    groups: ['iam.cnrm.cloud.google.com'],
    resources: ['iampolicies', 'iampolicymembers', 'iampartialpolicies', 'iamserviceaccountkeys'],
  },
  {
    ...rightsInCloud,
    groups: ['authorization.azure.com', 'managedidentity.azure.com'],
    resources: ['roleassignments', 'roledefinitions', 'federatedidentitycredentials'],
  },
];

export const deputies: readonly Privilege[] = [
  {
    ...installs,
    groups: ['argoproj.io'],
    resources: ['applications', 'applicationsets', 'appprojects'],
    source: sources.argo,
  },
  { ...installs, groups: ['kustomize.toolkit.fluxcd.io'], resources: ['kustomizations'], source: sources.flux },
  { ...installs, groups: ['helm.toolkit.fluxcd.io'], resources: ['helmreleases'], source: sources.flux },
  {
    ...installs,
    groups: ['source.toolkit.fluxcd.io'],
    resources: ['gitrepositories', 'ocirepositories', 'helmrepositories', 'buckets'],
    levels: always('high', 'high'),
    source: sources.flux,
  },
  { ...installs, groups: ['helm.cattle.io'], resources: ['helmcharts', 'helmchartconfigs'], source: sources.k3s },
  {
    ...installs,
    groups: ['operators.coreos.com'],
    resources: ['subscriptions', 'clusterserviceversions', 'catalogsources', 'installplans'],
    source: sources.lifecycle,
  },
  {
    ...installs,
    groups: ['pkg.crossplane.io'],
    resources: ['providers', 'configurations', 'functions', 'deploymentruntimeconfigs'],
    source: sources.crossplane,
  },
  {
    ...installs,
    groups: ['apiextensions.crossplane.io'],
    resources: ['compositions', 'compositeresourcedefinitions'],
    source: sources.crossplane,
  },
  { ...installs, groups: ['kubernetes.crossplane.io'], resources: ['objects'], source: sources.crossplane },
  { ...installs, groups: ['helm.crossplane.io'], resources: ['releases'], source: sources.crossplane },
  { ...installs, groups: ['work.open-cluster-management.io'], resources: ['manifestworks'], source: sources.bundles },
  {
    rule: 'no-deputy-writes',
    groups: ['external-secrets.io'],
    resources: [
      'secretstores',
      'clustersecretstores',
      'externalsecrets',
      'clusterexternalsecrets',
      'pushsecrets',
      'clusterpushsecrets',
    ],
    verbs: CHANGE,
    levels: always('high', 'medium'),
    gains: [],
    why: 'makes the External Secrets Operator copy secrets into a namespace, or out of it',
    source: sources.secretStores,
  },
  {
    ...installs,
    groups: ['cluster.x-k8s.io'],
    resources: ['clusters', 'clusterclasses', 'machines', 'machinesets', 'machinedeployments', 'machinepools'],
    levels: always('high', 'medium'),
    gains: [],
    why: 'makes Cluster API start or replace the machines of clusters, with its rights in the cloud',
    source: sources.clusterApi,
  },
  ...cloudRights,
  {
    rule: 'no-certificate-approval',
    groups: ['cert-manager.io'],
    resources: ['signers'],
    verbs: ['approve'],
    levels: always('high', 'high'),
    gains: ['rights'],
    why: 'makes certificates that an issuer signs, for any name that it allows',
    source: sources.certManager,
  },
  {
    ...admits,
    groups: ['kyverno.io'],
    resources: ['clusterpolicies', 'policies', 'policyexceptions', 'clustercleanuppolicies', 'cleanuppolicies'],
    source: sources.kyverno,
  },
  {
    ...admits,
    groups: ['policies.kyverno.io'],
    resources: [
      'validatingpolicies',
      'mutatingpolicies',
      'generatingpolicies',
      'deletingpolicies',
      'imagevalidatingpolicies',
      'policyexceptions',
    ],
    source: sources.kyverno,
  },
  { ...admits, groups: ['templates.gatekeeper.sh'], resources: ['constrainttemplates'], source: sources.gatekeeper },
  {
    ...admits,
    groups: ['mutations.gatekeeper.sh'],
    resources: ['assign', 'assignimage', 'assignmetadata', 'modifyset'],
    source: sources.gatekeeper,
  },
  { ...admits, groups: ['config.gatekeeper.sh'], resources: ['configs'], source: sources.gatekeeper },
  {
    ...admits,
    groups: ['policies.kubewarden.io'],
    resources: ['clusteradmissionpolicies', 'admissionpolicies'],
    source: sources.kubewarden,
  },
];
