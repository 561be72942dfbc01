// Decides which texts may contain objects that some rule reads; the other texts are not parsed.
import { builtInKinds } from '../kubernetes/kinds.ts';
import { groupBy } from '../group-by.ts';
import { groupOf } from '../kubernetes/api-group.ts';
import { POD_KINDS, runsPodsElsewhere, UNREAD_KINDS } from '../kubernetes/pod-templates.ts';

const kinds = [
  ...POD_KINDS,
  ...UNREAD_KINDS,
  '\\w*List',
  '(?:Cluster)?Role(?:Binding)?',
  'ServiceAccount',
  'Namespace',
  'NetworkPolicy',
  'Cilium(?:Clusterwide)?NetworkPolicy',
  '(?:Baseline)?AdminNetworkPolicy',
  'GlobalNetworkPolicy',
  'PodDisruptionBudget',
  'Secret',
  'Lease',
  'PersistentVolume',
  'Service',
  'Ingress',
  'Gateway',
  'HorizontalPodAutoscaler',
  'APIService',
  '(?:Validating|Mutating)WebhookConfiguration',
  'ValidatingAdmissionPolicy(?:Binding)?',
  'Template',
].join('|');
const inYaml = anyOf(kinds);
const inJson = new RegExp(`"kind"[^\\S\\n]*:[^\\S\\n]*"(?:(?:${kinds})\\b|[^"\\n\\\\]*\\\\u)`);
const grants = anyOf('\\w*List|(?:Cluster)?Role(?:Binding)?');

/**
 * The key of a kind in any form of YAML: on a line of its own, in a list or in braces; its value may have a tag or an
 * anchor before it. A kind behind a comment, an alias or an escape is only known after parsing.
 */
function anyOf(names: string): RegExp {
  return new RegExp(
    `(?:^[ \\t]*(?:[-?][ \\t]+)*|[{,][ \\t]*)["']?kind["']?\\s*:\\s*(?:[!&][^\\s{},<]*\\s+)*(?:["']?(?:${names})\\b|[*#]|!<|"[^"\\n\\\\]*\\\\[xuU])`,
    'm',
  );
}

/** Whether a document of a YAML file may hold a role or a binding. */
export function isGrant(source: string): boolean {
  return grants.test(source);
}

/** Whether a document of a YAML file may hold such an object. */
export function isManifest(source: string): boolean {
  return inYaml.test(source) || isSeldom(source);
}

/** Kinds with long or many objects, of which a rule reads one thing: a text without its word is not parsed. */
const seldom: readonly (readonly [RegExp, RegExp])[] = [
  [
    /(?:^|[\s{,"'])kind["']?[ \t]*:[ \t]*["']?(?:HelmRelease|Kustomization|Application(?:Set)?|Route|PeerAuthentication|DestinationRule)\b/m,
    /\b(?:(?:helm|kustomize)\.toolkit\.fluxcd|route\.openshift|(?:security|networking)\.istio|argoproj)\.io\//,
  ],
  [
    /(?:^|[\s{,"'])kind["']?[ \t]*:[ \t]*["']?(?:AppProject|PolicyException|ClusterSecretStore|VaultAuth(?:Global)?|VaultConnection|(?:Git|Helm|OCI)Repository|Bucket|(?:Service|Pod)Monitor|(?:Cluster)?Policy|\w*Authorization(?:Policy)?|K8s\w+)\b/m,
    /\b(?:argoproj\.io|source\.toolkit\.fluxcd\.io|monitoring\.coreos\.com|(?:policies\.)?kyverno\.io|external-secrets\.io|secrets\.hashicorp\.com|constraints\.gatekeeper\.sh|security\.istio\.io|policy\.linkerd\.io)\//,
  ],
  [
    /(?:^|[\s{,"'])kind["']?[ \t]*:[ \t]*["']?(?:IAM(?:Partial)?Policy(?:Member)?|Policy|ServersTransport|Backend|(?:Cluster)?Issuer)\b/m,
    /\biam\.(?:cnrm\.cloud\.google\.com|services\.k8s\.aws|aws\.[a-z.]{1,40})\/|insecureSkipVerify|skipTLSVerify/,
  ],
  [
    /(?:^|[\s{,"'])kind["']?[ \t]*:[ \t]*["']?CustomResourceDefinition\b/m,
    /\b(?:webhook|webhookClientConfig)["']?[ \t]*:|(?:[pP]assword|_?token|[aA]pi_?[kK]ey|[pP]rivate_?[kK]ey|[cC]lient_?[sS]ecret|[aA]ccess_?[kK]ey)["']?[ \t]*:[ \t]*(?:[\r\n]|\{)/m,
  ],
  [
    /(?:^|[\s{,"'])kind["']?[ \t]*:[ \t]*["']?ConfigMap\b/m,
    /binaryData|"auth"|passw|passphrase|secret|token|credential|api_?key|access_?key|PRIVATE KEY|\b(AKIA|ASIA)|\bgh[pousr]_|\bxox|:\/\/[^\s:/@]*:/i,
  ],
];

function isSeldom(source: string): boolean {
  return seldom.some(([kind, mark]) => kind.test(source) && mark.test(source)) || mayMakePods(source);
}

/** Fields in an object of any kind that give more rights to the Pods that another controller makes from it. */
const weaker =
  /(?:^[ \t]*(?:-[ \t]+)*|[{,][ \t]*)["']?(?:(?:privileged|host(?:Network|PID|IPC)|allowPrivilegeEscalation)["']?[ \t]*:[ \t]*["']?(?:true|yes|on)\b|runAsUser["']?[ \t]*:[ \t]*0\b|hostPath["']?[ \t]*:)/m;

/** Cheaper than finding its place. */
const weakWord = /privileged|host(?:Network|PID|IPC|Path)|allowPrivilegeEscalation|runAsUser/;

function mayMakePods(source: string): boolean {
  return (
    weakWord.test(source) &&
    weaker.test(source) &&
    /^["']?apiVersion["']?[ \t]*:[ \t]*["']?(?:[\w-]+\.[\w.-]+|policy)\//m.test(source)
  );
}

/** Whether the fields of a kind may describe Pods: a custom resource without its own rules, or a PodSecurityPolicy. */
export function saysWhatPodsAre({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean {
  const group = groupOf(apiVersion);
  if (kind === 'PodSecurityPolicy') return true;
  return (
    group.includes('.') &&
    !/\.k8s\.io$|(?:^|\.)(?:fluxcd|istio|kyverno|gatekeeper)\.(?:io|sh)$/.test(group) &&
    !(group === 'argoproj.io' && /^Application/.test(kind)) &&
    !POD_KINDS.includes(kind)
  );
}

/** Whether a file may hold one, by its name and text. */
export function isManifestFile(path: string, text: string): boolean {
  if (/\.ya?ml$/i.test(path)) return isManifest(text);
  return /\.json$/i.test(path) && /"apiVersion"/.test(text) && (inJson.test(text) || isSeldom(text));
}

const kindsByName = groupBy(builtInKinds(), ({ kind }) => kind);

/** Former groups of these kinds, which `kubectl` still knows. */
const former: Readonly<Record<string, readonly string[]>> = {
  extensions: ['Deployment', 'DaemonSet', 'ReplicaSet', 'Ingress', 'NetworkPolicy', 'PodSecurityPolicy'],
  // OpenShift serves them in addition to those of Kubernetes, and keeps both identical.
  'projectcalico.org': ['NetworkPolicy'],
  'crd.projectcalico.org': ['NetworkPolicy'],
  'authorization.openshift.io': ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
};

/** Whether a kind has the group that its name suggests: a `Deployment` of `acme.io` is not a Deployment. */
export function isOfItsGroup(kind: string, apiVersion: string): boolean {
  const known = kindsByName.get(kind);
  const group = groupOf(apiVersion);
  return (
    known === undefined ||
    known.some((one) => one.group === group) ||
    runsPodsElsewhere(kind, group) ||
    (Object.hasOwn(former, group) && former[group]?.includes(kind) === true)
  );
}
