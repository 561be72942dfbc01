// The fields of the kinds that harden edits, as in the API server: their types, and whether they are required.

/** The type of a field: a scalar, the type of each item or value, or the name of a type below. */
export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly form: 'one' | 'list' | 'map';
  /** `text`, `int`, `bool`, `any`, or a type of this table. */
  readonly type: string;
}

/** `name`, `!` if it is required, its type if it is not text: `[T]` is a list, `{T}` a map. */
const written = `
Deployment: metadata:ObjectMeta spec!:DeploymentSpec
DaemonSet: metadata:ObjectMeta spec!:DaemonSetSpec
StatefulSet: metadata:ObjectMeta spec!:StatefulSetSpec
ReplicaSet: metadata:ObjectMeta spec!:ReplicaSetSpec
Job: metadata:ObjectMeta spec:JobSpec
CronJob: metadata:ObjectMeta spec!:CronJobSpec
Pod: metadata:ObjectMeta spec:PodSpec
PodTemplate: metadata:ObjectMeta template:PodTemplateSpec
ReplicationController: metadata:ObjectMeta spec:ReplicationControllerSpec
Service: metadata:ObjectMeta spec:ServiceSpec
ServiceAccount: automountServiceAccountToken:bool imagePullSecrets:[LocalObjectReference] metadata:ObjectMeta
  secrets:[any]
Namespace: metadata:ObjectMeta spec:any
Role: metadata:ObjectMeta rules:[PolicyRule]
ClusterRole: aggregationRule:AggregationRule metadata:ObjectMeta rules:[PolicyRule]
RoleBinding: metadata:ObjectMeta roleRef!:RoleRef subjects:[Subject]
ClusterRoleBinding: metadata:ObjectMeta roleRef!:RoleRef subjects:[Subject]
NetworkPolicy: metadata:ObjectMeta spec:NetworkPolicySpec
PodDisruptionBudget: metadata:ObjectMeta spec:PodDisruptionBudgetSpec
ObjectMeta: annotations:{text} creationTimestamp:any deletionGracePeriodSeconds:int deletionTimestamp:any
  finalizers:[text] generateName generation:int labels:{text} managedFields:[any] name namespace ownerReferences:[any]
  resourceVersion selfLink uid
DeploymentSpec: minReadySeconds:int paused:bool progressDeadlineSeconds:int replicas:int revisionHistoryLimit:int
  selector!:LabelSelector strategy:any template!:PodTemplateSpec
DaemonSetSpec: minReadySeconds:int revisionHistoryLimit:int selector!:LabelSelector template!:PodTemplateSpec
  updateStrategy:any
StatefulSetSpec: minReadySeconds:int ordinals:any persistentVolumeClaimRetentionPolicy:any podManagementPolicy
  replicas:int revisionHistoryLimit:int selector!:LabelSelector serviceName template!:PodTemplateSpec
  updateStrategy:any volumeClaimTemplates:[any]
ReplicaSetSpec: minReadySeconds:int replicas:int selector!:LabelSelector template:PodTemplateSpec
JobSpec: activeDeadlineSeconds:int backoffLimit:int backoffLimitPerIndex:int completionMode completions:int managedBy
  manualSelector:bool maxFailedIndexes:int parallelism:int podFailurePolicy:any podReplacementPolicy scheduling:any
  selector:LabelSelector successPolicy:any suspend:bool template!:PodTemplateSpec ttlSecondsAfterFinished:int
CronJobSpec: concurrencyPolicy failedJobsHistoryLimit:int jobTemplate!:JobTemplateSpec schedule!
  startingDeadlineSeconds:int successfulJobsHistoryLimit:int suspend:bool timeZone
PodSpec: activeDeadlineSeconds:int affinity:any automountServiceAccountToken:bool containers!:[Container]
  dnsConfig:any dnsPolicy enableServiceLinks:bool ephemeralContainers:[EphemeralContainer] evictionResponders:[any]
  hostAliases:[any] hostIPC:bool hostNetwork:bool hostPID:bool hostUsers:bool hostname hostnameOverride
  imagePullSecrets:[LocalObjectReference] initContainers:[Container] nodeName nodeSelector:{text} os:any
  overhead:{any} preemptionPolicy priority:int priorityClassName readinessGates:[any] resourceClaims:[any]
  resources:ResourceRequirements restartPolicy runtimeClassName schedulerName schedulingGates:[any]
  schedulingGroup:any securityContext:PodSecurityContext serviceAccount serviceAccountName setHostnameAsFQDN:bool
  shareProcessNamespace:bool subdomain terminationGracePeriodSeconds:int tolerations:[Toleration]
  topologySpreadConstraints:[TopologySpreadConstraint] volumes:[Volume]
PodTemplateSpec: metadata:ObjectMeta spec:PodSpec
ReplicationControllerSpec: minReadySeconds:int replicas:int selector:{text} template:PodTemplateSpec
ServiceSpec: allocateLoadBalancerNodePorts:bool clusterIP clusterIPs:[text] externalIPs:[text] externalName
  externalTrafficPolicy healthCheckNodePort:int internalTrafficPolicy ipFamilies:[text] ipFamilyPolicy
  loadBalancerClass loadBalancerIP loadBalancerSourceRanges:[text] ports:[ServicePort] publishNotReadyAddresses:bool
  selector:{text} sessionAffinity sessionAffinityConfig:any trafficDistribution type
LocalObjectReference: name!
PolicyRule: apiGroups:[text] nonResourceURLs:[text] resourceNames:[text] resources:[text] verbs!:[text]
AggregationRule: clusterRoleSelectors:[LabelSelector]
RoleRef: apiGroup kind! name!
Subject: apiGroup kind! name! namespace
NetworkPolicySpec: egress:[NetworkPolicyEgressRule] ingress:[NetworkPolicyIngressRule] podSelector:LabelSelector
  policyTypes:[text]
PodDisruptionBudgetSpec: maxUnavailable:any minAvailable:any selector:LabelSelector unhealthyPodEvictionPolicy
LabelSelector: matchExpressions:[LabelSelectorRequirement] matchLabels:{text}
JobTemplateSpec: metadata:ObjectMeta spec:JobSpec
Container: args:[text] command:[text] env:[EnvVar] envFrom:[EnvFromSource] image imagePullPolicy lifecycle:Lifecycle
  livenessProbe:Probe name! ports:[ContainerPort] readinessProbe:Probe resizePolicy:[any]
  resources:ResourceRequirements restartPolicy restartPolicyRules:[any] securityContext:SecurityContext
  startupProbe:Probe stdin:bool stdinOnce:bool terminationMessagePath terminationMessagePolicy tty:bool
  volumeDevices:[any] volumeMounts:[VolumeMount] workingDir
ResourceRequirements: claims:[any] limits:{any} requests:{any}
PodSecurityContext: appArmorProfile:AppArmorProfile fsGroup:int fsGroupChangePolicy runAsGroup:int runAsNonRoot:bool
  runAsUser:int seLinuxChangePolicy seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile
  supplementalGroups:[int] supplementalGroupsPolicy sysctls:[any] windowsOptions:any
Toleration: effect key operator tolerationSeconds:int value
TopologySpreadConstraint: labelSelector:LabelSelector matchLabelKeys:[text] maxSkew!:int minDomains:int
  nodeAffinityPolicy nodeTaintsPolicy topologyKey! whenUnsatisfiable!
Volume: awsElasticBlockStore:any azureDisk:any azureFile:any cephfs:any cinder:any configMap:ConfigMapVolumeSource
  csi:any downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:any fc:any flexVolume:any
  flocker:any gcePersistentDisk:any gitRepo:any glusterfs:any hostPath:any image:any iscsi:any name! nfs:any
  persistentVolumeClaim:any photonPersistentDisk:any portworxVolume:any projected:ProjectedVolumeSource quobyte:any
  rbd:any scaleIO:any secret:SecretVolumeSource storageos:any vsphereVolume:any
ServicePort: appProtocol name nodePort:int port!:int protocol targetPort:any
NetworkPolicyEgressRule: ports:[NetworkPolicyPort] to:[NetworkPolicyPeer]
NetworkPolicyIngressRule: from:[NetworkPolicyPeer] ports:[NetworkPolicyPort]
LabelSelectorRequirement: key! operator! values:[text]
EnvVar: name! value valueFrom:EnvVarSource
EnvFromSource: configMapRef:any prefix secretRef:any
Lifecycle: postStart:any preStop:any stopSignal
Probe: exec:ExecAction failureThreshold:int grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:int
  periodSeconds:int successThreshold:int tcpSocket:TCPSocketAction terminationGracePeriodSeconds:int
  timeoutSeconds:int
ContainerPort: containerPort!:int hostIP hostPort:int name protocol
SecurityContext: allowPrivilegeEscalation:bool appArmorProfile:AppArmorProfile capabilities:Capabilities
  privileged:bool procMount readOnlyRootFilesystem:bool runAsGroup:int runAsNonRoot:bool runAsUser:int
  seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:any
VolumeMount: bindMountOptions:[text] mountPath! mountPropagation name! readOnly:bool recursiveReadOnly subPath
  subPathExpr
AppArmorProfile: localhostProfile type!
SELinuxOptions: level role type user
SeccompProfile: localhostProfile type!
ConfigMapVolumeSource: defaultMode:int defaultUser:int items:[any] name! optional:bool
DownwardAPIVolumeSource: defaultMode:int defaultUser:int items:[any]
EmptyDirVolumeSource: medium mode:int sizeLimit:any
ProjectedVolumeSource: defaultMode:int defaultUser:int sources:[VolumeProjection]
SecretVolumeSource: defaultMode:int defaultUser:int items:[any] optional:bool secretName
NetworkPolicyPort: endPort:int port:any protocol
NetworkPolicyPeer: ipBlock:IPBlock namespaceSelector:LabelSelector podSelector:LabelSelector
EnvVarSource: configMapKeyRef:any fieldRef:any fileKeyRef:any resourceFieldRef:any secretKeyRef:any
ExecAction: command:[text]
GRPCAction: mode port!:int service
HTTPGetAction: host httpHeaders:[any] path port!:any protocol scheme
TCPSocketAction: host port!:any
Capabilities: add:[text] drop:[text]
VolumeProjection: clusterTrustBundle:any configMap:any downwardAPI:any podCertificate:any secret:any
  serviceAccountToken:ServiceAccountTokenProjection
IPBlock: cidr! except:[text]
ServiceAccountTokenProjection: audience expirationSeconds:int path! user:int
`;

const types: ReadonlyMap<string, readonly Field[]> = new Map(
  written
    .replaceAll('\n  ', ' ')
    .trim()
    .split('\n')
    .map((line) => {
      const [type = '', ...fields] = line.split(' ');
      return [type.replace(':', ''), fields.map(fieldFrom)] as const;
    }),
);

/**
 * The fields of a type or of a kind; undefined for an unknown one.
 *
 * Source: the structs of k8s-openapi 0.29 for its newest version, `src/v1_*`; an older API server knows fewer.
 */
export function fieldsOf(type: string): readonly Field[] | undefined {
  return types.get(type);
}

function fieldFrom(text: string): Field {
  const [named = '', type = 'text'] = text.split(':');
  return {
    name: named.replace('!', ''),
    required: named.endsWith('!'),
    form: type.startsWith('[') ? 'list' : type.startsWith('{') ? 'map' : 'one',
    type: type.replace(/[^\w]/g, ''),
  };
}
