// Every rule, in the order in which the docs list them. `npx vitest run test/walls -u` writes this file.
import type { Rule } from './rule.ts';
import { builtRolesLimited } from './rbac/built-roles-limited.ts';
import { cloudRightsNamed } from './rbac/cloud-rights-named.ts';
import { crdByName } from './rbac/crd-by-name.ts';
import { crdNeverDeleted } from './rbac/crd-never-deleted.ts';
import { eventsOnlyAdded } from './rbac/events-only-added.ts';
import { leaseByName } from './rbac/lease-by-name.ts';
import { namedSecretsInOneNamespace } from './rbac/named-secrets-in-one-namespace.ts';
import { noAdminBinding } from './rbac/no-admin-binding.ts';
import { noApiServiceWrites } from './rbac/no-api-service-writes.ts';
import { noBindingWrites } from './rbac/no-binding-writes.ts';
import { noCertificateApproval } from './rbac/no-certificate-approval.ts';
import { noClusterWideSecrets } from './rbac/no-cluster-wide-secrets.ts';
import { noConfigTakeover } from './rbac/no-config-takeover.ts';
import { noDebugUrls } from './rbac/no-debug-urls.ts';
import { noDeputyWrites } from './rbac/no-deputy-writes.ts';
import { noEscalationVerbs } from './rbac/no-escalation-verbs.ts';
import { noHostStorage } from './rbac/no-host-storage.ts';
import { noKubeletAccess } from './rbac/no-kubelet-access.ts';
import { noMassDeletion } from './rbac/no-mass-deletion.ts';
import { noMissingPermissions } from './rbac/no-missing-permissions.ts';
import { noNamespaceWrites } from './rbac/no-namespace-writes.ts';
import { noNodeWrites } from './rbac/no-node-writes.ts';
import { noPodExec } from './rbac/no-pod-exec.ts';
import { noPodTampering } from './rbac/no-pod-tampering.ts';
import { noRoleAggregation } from './rbac/no-role-aggregation.ts';
import { noRoleWrites } from './rbac/no-role-writes.ts';
import { noSecretWrites } from './rbac/no-secret-writes.ts';
import { noServiceAccountWrites } from './rbac/no-service-account-writes.ts';
import { noSharedSubjects } from './rbac/no-shared-subjects.ts';
import { noStandardBinding } from './rbac/no-standard-binding.ts';
import { noTokenCreation } from './rbac/no-token-creation.ts';
import { noTrafficHijack } from './rbac/no-traffic-hijack.ts';
import { noTrustBundleWrites } from './rbac/no-trust-bundle-writes.ts';
import { noUnexplainedLogs } from './rbac/no-unexplained-logs.ts';
import { noUnexplainedWorkloads } from './rbac/no-unexplained-workloads.ts';
import { noWeakerPodSecurity } from './rbac/no-weaker-pod-security.ts';
import { noWebhookWrites } from './rbac/no-webhook-writes.ts';
import { ownKindNeverDeleted } from './rbac/own-kind-never-deleted.ts';
import { projectsLimited } from './rbac/projects-limited.ts';
import { roleOverClusterRole } from './rbac/role-over-cluster-role.ts';
import { secretsByName } from './rbac/secrets-by-name.ts';
import { subjectNamespace } from './rbac/subject-namespace.ts';
import { noWildcards } from './rbac/no-wildcards.ts';
import { noUnusedPermissions } from './rbac/no-unused-permissions.ts';
import { explainedPermissions } from './rbac/explained-permissions.ts';
import { accountMountsNoToken } from './identity/account-mounts-no-token.ts';
import { dedicatedServiceAccount } from './identity/dedicated-service-account.ts';
import { kindsReferToSecrets } from './identity/kinds-refer-to-secrets.ts';
import { noLastingToken } from './identity/no-lasting-token.ts';
import { podMountsNoDefaultToken } from './identity/pod-mounts-no-default-token.ts';
import { secretStoresLimited } from './identity/secret-stores-limited.ts';
import { secretsKeptElsewhere } from './identity/secrets-kept-elsewhere.ts';
import { secretsNotLogged } from './identity/secrets-not-logged.ts';
import { shortLivedToken } from './identity/short-lived-token.ts';
import { alwaysPullImage } from './workload/always-pull-image.ts';
import { apparmorConfined } from './workload/apparmor-confined.ts';
import { boundedScratch } from './workload/bounded-scratch.ts';
import { builtPodsConfined } from './workload/built-pods-confined.ts';
import { cpuLimited } from './workload/cpu-limited.ts';
import { defaultProcMount } from './workload/default-proc-mount.ts';
import { developmentConfined } from './workload/development-confined.ts';
import { dropAllCapabilities } from './workload/drop-all-capabilities.ts';
import { ephemeralStorageLimited } from './workload/ephemeral-storage-limited.ts';
import { evictionAllowed } from './workload/eviction-allowed.ts';
import { imageByDigest } from './workload/image-by-digest.ts';
import { livenessProbed } from './workload/liveness-probed.ts';
import { memoryLimited } from './workload/memory-limited.ts';
import { noAddedCapabilities } from './workload/no-added-capabilities.ts';
import { noDownloadAtStart } from './workload/no-download-at-start.ts';
import { noHostIpc } from './workload/no-host-ipc.ts';
import { noHostNetwork } from './workload/no-host-network.ts';
import { noHostPathStorage } from './workload/no-host-path-storage.ts';
import { noHostPath } from './workload/no-host-path.ts';
import { noHostPid } from './workload/no-host-pid.ts';
import { noHostPorts } from './workload/no-host-ports.ts';
import { noPrivilegeEscalation } from './workload/no-privilege-escalation.ts';
import { noPrivilegedContainer } from './workload/no-privileged-container.ts';
import { noRootGroup } from './workload/no-root-group.ts';
import { noSecretArguments } from './workload/no-secret-arguments.ts';
import { noSecretEnvironment } from './workload/no-secret-environment.ts';
import { noServiceLinks } from './workload/no-service-links.ts';
import { noSharedProcesses } from './workload/no-shared-processes.ts';
import { noShellInCode } from './workload/no-shell-in-code.ts';
import { noWeakOverrides } from './workload/no-weak-overrides.ts';
import { noWindowsHostProcess } from './workload/no-windows-host-process.ts';
import { ordinaryPriority } from './workload/ordinary-priority.ts';
import { ordinaryVolumes } from './workload/ordinary-volumes.ts';
import { ownNamespace } from './workload/own-namespace.ts';
import { placedByScheduler } from './workload/placed-by-scheduler.ts';
import { probesStayInPod } from './workload/probes-stay-in-pod.ts';
import { readOnlyRootFilesystem } from './workload/read-only-root-filesystem.ts';
import { readinessApartFromLiveness } from './workload/readiness-apart-from-liveness.ts';
import { readinessProbed } from './workload/readiness-probed.ts';
import { replicasApart } from './workload/replicas-apart.ts';
import { resourcesRequested } from './workload/resources-requested.ts';
import { restrictedNamespace } from './workload/restricted-namespace.ts';
import { runAsHighGroup } from './workload/run-as-high-group.ts';
import { runAsHighUser } from './workload/run-as-high-user.ts';
import { runAsNonRoot } from './workload/run-as-non-root.ts';
import { safeSysctls } from './workload/safe-sysctls.ts';
import { seccompRuntimeDefault } from './workload/seccomp-runtime-default.ts';
import { selinuxConfined } from './workload/selinux-confined.ts';
import { survivesEviction } from './workload/survives-eviction.ts';
import { terminationGracePeriod } from './workload/termination-grace-period.ts';
import { unprivilegedPorts } from './workload/unprivileged-ports.ts';
import { controllerNetworkLimited } from './network/controller-network-limited.ts';
import { meshesNameCallers } from './network/meshes-name-callers.ts';
import { namedCallers } from './network/named-callers.ts';
import { networkDeniedByDefault } from './network/network-denied-by-default.ts';
import { noIngressSnippets } from './network/no-ingress-snippets.ts';
import { noOpenEgress } from './network/no-open-egress.ts';
import { noOutsideService } from './network/no-outside-service.ts';
import { noPlainTraffic } from './network/no-plain-traffic.ts';
import { policiesSelectPods } from './network/policies-select-pods.ts';
import { serversVerified } from './network/servers-verified.ts';
import { admissionFailsClosed } from './admission/admission-fails-closed.ts';
import { exceptionsNamed } from './admission/exceptions-named.ts';
import { noOutsideWebhook } from './admission/no-outside-webhook.ts';
import { verifiedApiServices } from './admission/verified-api-services.ts';
import { webhooksSpareTheSystem } from './admission/webhooks-spare-the-system.ts';
import { auditableBinary } from './image/auditable-binary.ts';
import { baseImageByDigest } from './image/base-image-by-digest.ts';
import { copyOverAdd } from './image/copy-over-add.ts';
import { execFormEntrypoint } from './image/exec-form-entrypoint.ts';
import { imageRunsAsNonRoot } from './image/image-runs-as-non-root.ts';
import { knownFrontend } from './image/known-frontend.ts';
import { lockedImageBuild } from './image/locked-image-build.ts';
import { minimalBaseImage } from './image/minimal-base-image.ts';
import { noImageHealthCheck } from './image/no-image-health-check.ts';
import { noInsecureBuild } from './image/no-insecure-build.ts';
import { noOnbuild } from './image/no-onbuild.ts';
import { noSecretsInBuild } from './image/no-secrets-in-build.ts';
import { noSetuidFiles } from './image/no-setuid-files.ts';
import { noUnverifiedDownload } from './image/no-unverified-download.ts';
import { noWorldWritableFiles } from './image/no-world-writable-files.ts';
import { pipesFail } from './image/pipes-fail.ts';
import { smallBuildContext } from './image/small-build-context.ts';
import { advisoriesInCi } from './supply-chain/advisories-in-ci.ts';
import { botCoversEverything } from './supply-chain/bot-covers-everything.ts';
import { botRunsNoCode } from './supply-chain/bot-runs-no-code.ts';
import { chartsByVersion } from './supply-chain/charts-by-version.ts';
import { denyConfigCurrent } from './supply-chain/deny-config-current.ts';
import { dependenciesChecked } from './supply-chain/dependencies-checked.ts';
import { ignoredAdvisoriesExplained } from './supply-chain/ignored-advisories-explained.ts';
import { knownGitSourcesOnly } from './supply-chain/known-git-sources-only.ts';
import { knownRegistriesOnly } from './supply-chain/known-registries-only.ts';
import { lockFileCommitted } from './supply-chain/lock-file-committed.ts';
import { noWildcardVersions } from './supply-chain/no-wildcard-versions.ts';
import { noYankedCrates } from './supply-chain/no-yanked-crates.ts';
import { oneUpdateBot } from './supply-chain/one-update-bot.ts';
import { opensslBanned } from './supply-chain/openssl-banned.ts';
import { pinnedToolchain } from './supply-chain/pinned-toolchain.ts';
import { plainCargoConfig } from './supply-chain/plain-cargo-config.ts';
import { rustlsOnly } from './supply-chain/rustls-only.ts';
import { unsafeForbidden } from './supply-chain/unsafe-forbidden.ts';
import { updatesCoolDown } from './supply-chain/updates-cool-down.ts';
import { attestedImages } from './workflows/attested-images.ts';
import { commandsByMembers } from './workflows/commands-by-members.ts';
import { conditionsDecide } from './workflows/conditions-decide.ts';
import { jobsTimeOut } from './workflows/jobs-time-out.ts';
import { leastJobRights } from './workflows/least-job-rights.ts';
import { lockedInCi } from './workflows/locked-in-ci.ts';
import { noArchivedActions } from './workflows/no-archived-actions.ts';
import { noCacheInRelease } from './workflows/no-cache-in-release.ts';
import { noDownloadToShell } from './workflows/no-download-to-shell.ts';
import { noExpressionInScript } from './workflows/no-expression-in-script.ts';
import { noInheritedSecrets } from './workflows/no-inherited-secrets.ts';
import { noPersistedCredentials } from './workflows/no-persisted-credentials.ts';
import { noPrivilegedJob } from './workflows/no-privileged-job.ts';
import { noRemoteShell } from './workflows/no-remote-shell.ts';
import { noSelfHostedPullRequests } from './workflows/no-self-hosted-pull-requests.ts';
import { noSpoofableActor } from './workflows/no-spoofable-actor.ts';
import { noTrustedPullRequest } from './workflows/no-trusted-pull-request.ts';
import { noUntrustedEnvironment } from './workflows/no-untrusted-environment.ts';
import { pinActionsByDigest } from './workflows/pin-actions-by-digest.ts';
import { pinJobImagesByDigest } from './workflows/pin-job-images-by-digest.ts';
import { secretsByNameInWorkflows } from './workflows/secrets-by-name-in-workflows.ts';
import { secretsNearTheirUse } from './workflows/secrets-near-their-use.ts';
import { tokenWithoutRights } from './workflows/token-without-rights.ts';
import { toolsByVersion } from './workflows/tools-by-version.ts';
import { licensed } from './documents/licensed.ts';
import { permissionsDocumented } from './documents/permissions-documented.ts';
import { permissionsPageTrue } from './documents/permissions-page-true.ts';
import { securityPolicy } from './documents/security-policy.ts';
import { suppressionHasReason } from './documents/suppression-has-reason.ts';
import { understood } from './documents/understood.ts';

export const rules: readonly Rule[] = [
  builtRolesLimited,
  cloudRightsNamed,
  crdByName,
  crdNeverDeleted,
  eventsOnlyAdded,
  leaseByName,
  namedSecretsInOneNamespace,
  noAdminBinding,
  noApiServiceWrites,
  noBindingWrites,
  noCertificateApproval,
  noClusterWideSecrets,
  noConfigTakeover,
  noDebugUrls,
  noDeputyWrites,
  noEscalationVerbs,
  noHostStorage,
  noKubeletAccess,
  noMassDeletion,
  noMissingPermissions,
  noNamespaceWrites,
  noNodeWrites,
  noPodExec,
  noPodTampering,
  noRoleAggregation,
  noRoleWrites,
  noSecretWrites,
  noServiceAccountWrites,
  noSharedSubjects,
  noStandardBinding,
  noTokenCreation,
  noTrafficHijack,
  noTrustBundleWrites,
  noUnexplainedLogs,
  noUnexplainedWorkloads,
  noWeakerPodSecurity,
  noWebhookWrites,
  ownKindNeverDeleted,
  projectsLimited,
  roleOverClusterRole,
  secretsByName,
  subjectNamespace,
  noWildcards,
  noUnusedPermissions,
  explainedPermissions,
  accountMountsNoToken,
  dedicatedServiceAccount,
  kindsReferToSecrets,
  noLastingToken,
  podMountsNoDefaultToken,
  secretStoresLimited,
  secretsKeptElsewhere,
  secretsNotLogged,
  shortLivedToken,
  alwaysPullImage,
  apparmorConfined,
  boundedScratch,
  builtPodsConfined,
  cpuLimited,
  defaultProcMount,
  developmentConfined,
  dropAllCapabilities,
  ephemeralStorageLimited,
  evictionAllowed,
  imageByDigest,
  livenessProbed,
  memoryLimited,
  noAddedCapabilities,
  noDownloadAtStart,
  noHostIpc,
  noHostNetwork,
  noHostPathStorage,
  noHostPath,
  noHostPid,
  noHostPorts,
  noPrivilegeEscalation,
  noPrivilegedContainer,
  noRootGroup,
  noSecretArguments,
  noSecretEnvironment,
  noServiceLinks,
  noSharedProcesses,
  noShellInCode,
  noWeakOverrides,
  noWindowsHostProcess,
  ordinaryPriority,
  ordinaryVolumes,
  ownNamespace,
  placedByScheduler,
  probesStayInPod,
  readOnlyRootFilesystem,
  readinessApartFromLiveness,
  readinessProbed,
  replicasApart,
  resourcesRequested,
  restrictedNamespace,
  runAsHighGroup,
  runAsHighUser,
  runAsNonRoot,
  safeSysctls,
  seccompRuntimeDefault,
  selinuxConfined,
  survivesEviction,
  terminationGracePeriod,
  unprivilegedPorts,
  controllerNetworkLimited,
  meshesNameCallers,
  namedCallers,
  networkDeniedByDefault,
  noIngressSnippets,
  noOpenEgress,
  noOutsideService,
  noPlainTraffic,
  policiesSelectPods,
  serversVerified,
  admissionFailsClosed,
  exceptionsNamed,
  noOutsideWebhook,
  verifiedApiServices,
  webhooksSpareTheSystem,
  auditableBinary,
  baseImageByDigest,
  copyOverAdd,
  execFormEntrypoint,
  imageRunsAsNonRoot,
  knownFrontend,
  lockedImageBuild,
  minimalBaseImage,
  noImageHealthCheck,
  noInsecureBuild,
  noOnbuild,
  noSecretsInBuild,
  noSetuidFiles,
  noUnverifiedDownload,
  noWorldWritableFiles,
  pipesFail,
  smallBuildContext,
  advisoriesInCi,
  botCoversEverything,
  botRunsNoCode,
  chartsByVersion,
  denyConfigCurrent,
  dependenciesChecked,
  ignoredAdvisoriesExplained,
  knownGitSourcesOnly,
  knownRegistriesOnly,
  lockFileCommitted,
  noWildcardVersions,
  noYankedCrates,
  oneUpdateBot,
  opensslBanned,
  pinnedToolchain,
  plainCargoConfig,
  rustlsOnly,
  unsafeForbidden,
  updatesCoolDown,
  attestedImages,
  commandsByMembers,
  conditionsDecide,
  jobsTimeOut,
  leastJobRights,
  lockedInCi,
  noArchivedActions,
  noCacheInRelease,
  noDownloadToShell,
  noExpressionInScript,
  noInheritedSecrets,
  noPersistedCredentials,
  noPrivilegedJob,
  noRemoteShell,
  noSelfHostedPullRequests,
  noSpoofableActor,
  noTrustedPullRequest,
  noUntrustedEnvironment,
  pinActionsByDigest,
  pinJobImagesByDigest,
  secretsByNameInWorkflows,
  secretsNearTheirUse,
  tokenWithoutRights,
  toolsByVersion,
  licensed,
  permissionsDocumented,
  permissionsPageTrue,
  securityPolicy,
  suppressionHasReason,
  understood,
];

/** The ids that a suppression may name. */
export const ruleIds: readonly string[] = rules.map(({ id }) => id);
