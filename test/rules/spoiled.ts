// One entry for each rule: remove its value from the reference, or make it wrong.
import { all, append, replace, without, type Files, type Spoiled } from './spoil.ts';
import { spoiledElsewhere } from './spoiled-elsewhere.ts';
import { spoiledWorkflows } from './spoiled-workflows.ts';
import { spoiledWorkloads } from './spoiled-workloads.ts';

const deployment = 'deploy/deployment.yaml';
const rbac = 'deploy/rbac.yaml';
const policy = 'deploy/network-policy.yaml';
const ci = '.github/workflows/ci.yml';

/** Removes all lines that match, from the Deployment. */
function cutLines(...lines: readonly RegExp[]): (files: Files) => Files {
  return (files) => {
    const text = files.get(deployment) ?? '';
    const kept = text.split('\n').filter((line) => !lines.some((one) => one.test(line)));
    if (kept.length === text.split('\n').length) throw new Error(`no line matches ${String(lines)}`);
    return new Map([...files, [deployment, kept.join('\n')]]);
  };
}

/** Adds a rule with its reason to the Role of the controller, or to a ClusterRole. */
function grant(
  group: string,
  resource: string,
  verbs: string,
  scope: 'namespace' | 'cluster' = 'namespace',
): (files: Files) => Files {
  const rule = `  - apiGroups: ["${group}"]\n    resources: ["${resource}"]\n    verbs: [${verbs}]\n`;
  return scope === 'namespace' ? replace(rbac, 'rules:\n', `rules:\n${rule}`) : clusterRole(rule);
}

function clusterRole(rule: string): (files: Files) => Files {
  return append(
    rbac,
    `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: more\nrules:\n${rule}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: more\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: more\nsubjects:\n  - kind: ServiceAccount\n    name: my-controller\n    namespace: my-controller-system\n`,
  );
}

const unexplained = { also: ['explained-permissions'], manual: true } as const;

export const spoiled: readonly Spoiled[] = [
  ...spoiledWorkflows,
  ...spoiledWorkloads,
  ...spoiledElsewhere,
  { rule: 'run-as-non-root', spoil: cutLines(/runAsNonRoot/) },
  { rule: 'run-as-high-user', spoil: cutLines(/runAsUser/) },
  { rule: 'run-as-high-group', spoil: cutLines(/runAsGroup/) },
  { rule: 'no-privilege-escalation', spoil: cutLines(/allowPrivilegeEscalation/) },
  { rule: 'no-privileged-container', spoil: replace(deployment, 'privileged: false', 'privileged: true') },
  { rule: 'drop-all-capabilities', spoil: cutLines(/capabilities:/, /drop: \[ALL\]/) },
  {
    rule: 'no-added-capabilities',
    spoil: replace(deployment, 'drop: [ALL]', 'drop: [ALL]\n              add: [NET_ADMIN]'),
    manual: true,
  },
  { rule: 'read-only-root-filesystem', spoil: cutLines(/readOnlyRootFilesystem/) },
  {
    rule: 'seccomp-runtime-default',
    spoil: (files) =>
      new Map([
        ...files,
        [deployment, (files.get(deployment) ?? '').replaceAll(/ *seccompProfile:\n *type: RuntimeDefault\n/g, '')],
      ]),
  },
  {
    rule: 'apparmor-confined',
    spoil: replace(
      deployment,
      '            allowPrivilegeEscalation: false\n',
      '            allowPrivilegeEscalation: false\n            appArmorProfile:\n              type: Unconfined\n',
    ),
  },
  { rule: 'no-host-network', spoil: replace(deployment, 'hostNetwork: false', 'hostNetwork: true') },
  { rule: 'no-host-pid', spoil: replace(deployment, 'hostPID: false', 'hostPID: true') },
  { rule: 'no-host-ipc', spoil: replace(deployment, 'hostIPC: false', 'hostIPC: true') },
  {
    rule: 'no-shared-processes',
    spoil: replace(deployment, 'shareProcessNamespace: false', 'shareProcessNamespace: true'),
  },
  { rule: 'no-service-links', spoil: cutLines(/enableServiceLinks/) },
  { rule: 'memory-limited', spoil: cutLines(/^ {14}memory: 128Mi #/) },
  { rule: 'cpu-limited', spoil: cutLines(/cpu: 200m/) },
  { rule: 'ephemeral-storage-limited', spoil: cutLines(/ephemeral-storage: 64Mi/) },
  {
    rule: 'resources-requested',
    spoil: cutLines(/requests:/, /cpu: 50m/, /memory: 128Mi$/, /ephemeral-storage: 16Mi/),
  },
  { rule: 'always-pull-image', spoil: replace(deployment, 'imagePullPolicy: Always', 'imagePullPolicy: IfNotPresent') },
  {
    rule: 'termination-grace-period',
    spoil: replace(deployment, 'terminationGracePeriodSeconds: 30', 'terminationGracePeriodSeconds: 0'),
  },
  {
    rule: 'no-host-path',
    spoil: replace(
      deployment,
      '      volumes:\n',
      '      volumes:\n        - name: node\n          hostPath:\n            path: /\n',
    ),
    manual: true,
  },
  {
    rule: 'no-host-ports',
    spoil: replace(deployment, 'containerPort: 8080', 'containerPort: 8080\n              hostPort: 8080'),
    manual: true,
  },
  { rule: 'unprivileged-ports', spoil: replace(deployment, 'containerPort: 8080', 'containerPort: 80'), manual: true },
  { rule: 'image-by-digest', spoil: cutLines(/kube-secure-controller: ignore/), manual: true },
  {
    rule: 'no-secret-environment',
    spoil: replace(
      deployment,
      '          env:\n',
      '          env:\n            - name: API\n              valueFrom:\n                secretKeyRef:\n                  name: api\n                  key: token\n',
    ),
    manual: true,
  },
  { rule: 'liveness-probed', spoil: replace(deployment, / {10}livenessProbe:\n( {12}.*\n)+/, ''), manual: true },
  { rule: 'readiness-probed', spoil: replace(deployment, / {10}readinessProbe:\n( {12}.*\n)+/, ''), manual: true },
  {
    rule: 'readiness-apart-from-liveness',
    spoil: replace(deployment, 'path: /readyz', 'path: /healthz'),
    manual: true,
  },
  {
    rule: 'probes-stay-in-pod',
    spoil: replace(deployment, 'path: /readyz\n', 'path: /readyz\n              host: 169.254.169.254\n'),
    manual: true,
  },
  {
    rule: 'replicas-apart',
    spoil: replace(deployment, / {6}affinity:[\s\S]*?( {6}containers:)/, '      containers:'),
    manual: true,
  },
  {
    rule: 'default-proc-mount',
    spoil: replace(deployment, 'privileged: false', 'privileged: false\n            procMount: Unmasked'),
    manual: true,
  },
  {
    rule: 'selinux-confined',
    spoil: replace(
      deployment,
      '        runAsNonRoot: true\n',
      '        runAsNonRoot: true\n        seLinuxOptions: {type: spc_t}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-windows-host-process',
    spoil: replace(
      deployment,
      '        runAsNonRoot: true\n',
      '        runAsNonRoot: true\n        windowsOptions: {hostProcess: true}\n',
    ),
    manual: true,
  },
  {
    rule: 'ordinary-volumes',
    spoil: replace(
      deployment,
      '      volumes:\n',
      '      volumes:\n        - name: share\n          nfs: {server: files.example.dev, path: /}\n',
    ),
    manual: true,
  },
  {
    rule: 'bounded-scratch',
    spoil: replace(deployment, '      volumes:\n', '      volumes:\n        - name: scratch\n          emptyDir: {}\n'),
    manual: true,
  },
  {
    rule: 'safe-sysctls',
    spoil: replace(
      deployment,
      '        runAsNonRoot: true\n',
      '        runAsNonRoot: true\n        sysctls:\n          - name: kernel.msgmax\n            value: "65536"\n',
    ),
    manual: true,
  },
  {
    rule: 'own-namespace',
    spoil: replace(deployment, 'namespace: my-controller-system', 'namespace: default'),
    manual: true,
  },
  {
    rule: 'restricted-namespace',
    spoil: replace('deploy/namespace.yaml', /\n *pod-security.kubernetes.io\/enforce: restricted/, ''),
  },
  {
    rule: 'survives-eviction',
    spoil: all(without('deploy/pdb.yaml'), replace('deploy/kustomization.yaml', '  - pdb.yaml\n', '')),
    manual: true,
  },

  { rule: 'dedicated-service-account', spoil: cutLines(/serviceAccountName/), manual: true },
  {
    rule: 'account-mounts-no-token',
    spoil: replace(
      'deploy/service-account.yaml',
      'automountServiceAccountToken: false',
      'automountServiceAccountToken: true',
    ),
  },
  { rule: 'pod-mounts-no-default-token', spoil: cutLines(/automountServiceAccountToken/) },
  {
    rule: 'short-lived-token',
    spoil: replace(deployment, 'expirationSeconds: 3600', 'expirationSeconds: 86400'),
    manual: true,
  },
  {
    rule: 'no-lasting-token',
    spoil: append(
      'deploy/service-account.yaml',
      '---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: token\ntype: kubernetes.io/service-account-token\n',
    ),
    manual: true,
  },

  {
    rule: 'network-denied-by-default',
    spoil: replace(
      policy,
      'podSelector: {}\n  policyTypes: [Ingress, Egress]',
      'podSelector: {}\n  policyTypes: [Ingress]',
    ),
    manual: true,
  },
  {
    rule: 'controller-network-limited',
    spoil: all(
      without(policy),
      (files) =>
        new Map([
          ...files,
          [
            policy,
            `${files.get('deploy/pdb.yaml') ?? ''}`.replace(
              /^[\s\S]*$/,
              'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: other\nspec:\n  podSelector: {matchLabels: {app: other}}\n  policyTypes: [Egress]\n',
            ),
          ],
        ]),
    ),
    also: ['network-denied-by-default', 'policies-select-pods'],
    manual: true,
  },
  { rule: 'no-open-egress', spoil: replace('deploy/api-server.yaml', /cidr: .*/, 'cidr: 0.0.0.0/0'), manual: true },
  {
    rule: 'named-callers',
    spoil: replace(policy, /ingress:\n[\s\S]*?egress:\n/, 'ingress:\n    - ports:\n        - port: 8080\n  egress:\n'),
    manual: true,
  },

  {
    rule: 'no-wildcards',
    spoil: replace(
      rbac,
      'resources: [configmaps]\n    verbs: [list, watch]',
      'resources: [configmaps]\n    verbs: ["*"]',
    ),
    manual: true,
  },
  { rule: 'no-escalation-verbs', spoil: grant('rbac.authorization.k8s.io', 'roles', 'escalate'), ...unexplained },
  { rule: 'no-binding-writes', spoil: grant('rbac.authorization.k8s.io', 'rolebindings', 'create'), ...unexplained },
  { rule: 'no-token-creation', spoil: grant('', 'serviceaccounts/token', 'create'), ...unexplained },
  {
    rule: 'no-certificate-approval',
    spoil: grant('certificates.k8s.io', 'certificatesigningrequests/approval', 'update', 'cluster'),
    ...unexplained,
  },
  {
    rule: 'no-webhook-writes',
    spoil: grant('admissionregistration.k8s.io', 'mutatingwebhookconfigurations', 'patch', 'cluster'),
    ...unexplained,
  },
  { rule: 'no-deputy-writes', spoil: grant('argoproj.io', 'applications', 'create', 'cluster'), ...unexplained },
  { rule: 'no-kubelet-access', spoil: grant('', 'nodes/proxy', 'get', 'cluster'), ...unexplained },
  { rule: 'no-node-writes', spoil: grant('', 'nodes', 'patch', 'cluster'), ...unexplained },
  { rule: 'no-host-storage', spoil: grant('', 'persistentvolumes', 'create', 'cluster'), ...unexplained },
  { rule: 'no-pod-exec', spoil: grant('', 'pods/exec', 'create'), ...unexplained },
  { rule: 'no-pod-tampering', spoil: grant('', 'pods', 'delete'), ...unexplained },
  { rule: 'no-unexplained-workloads', spoil: grant('apps', 'deployments', 'create'), ...unexplained },
  { rule: 'no-cluster-wide-secrets', spoil: grant('', 'secrets', 'list', 'cluster'), ...unexplained },
  { rule: 'secrets-by-name', spoil: grant('', 'secrets', 'get'), ...unexplained },
  { rule: 'no-namespace-writes', spoil: grant('', 'namespaces', 'patch', 'cluster'), ...unexplained },
  { rule: 'no-traffic-hijack', spoil: grant('networking.k8s.io', 'ingresses', 'create'), ...unexplained },
  { rule: 'no-config-takeover', spoil: grant('', 'configmaps', 'patch', 'cluster'), ...unexplained },
  {
    rule: 'no-api-service-writes',
    spoil: grant('apiregistration.k8s.io', 'apiservices', 'create', 'cluster'),
    ...unexplained,
  },
  {
    rule: 'crd-never-deleted',
    spoil: grant('apiextensions.k8s.io', 'customresourcedefinitions', 'delete', 'cluster'),
    ...unexplained,
  },
  {
    rule: 'crd-by-name',
    spoil: grant('apiextensions.k8s.io', 'customresourcedefinitions', 'patch', 'cluster'),
    ...unexplained,
  },
  { rule: 'lease-by-name', spoil: replace(rbac, /\n *resourceNames: \[my-controller\]/, ''), manual: true },
  {
    rule: 'events-only-added',
    spoil: replace(rbac, 'verbs: [create, patch]\n---', 'verbs: [create, patch, delete]\n---'),
    manual: true,
  },
  { rule: 'no-secret-writes', spoil: grant('', 'secrets', 'patch'), ...unexplained },
  { rule: 'no-role-writes', spoil: grant('rbac.authorization.k8s.io', 'roles', 'patch'), ...unexplained },
  { rule: 'no-service-account-writes', spoil: grant('', 'serviceaccounts', 'patch'), ...unexplained },
  { rule: 'no-mass-deletion', spoil: grant('', 'services', 'deletecollection'), ...unexplained },
  {
    rule: 'no-trust-bundle-writes',
    spoil: grant('certificates.k8s.io', 'clustertrustbundles', 'patch', 'cluster'),
    ...unexplained,
  },
  {
    rule: 'no-weaker-pod-security',
    spoil: grant('security.openshift.io', 'securitycontextconstraints', 'use'),
    ...unexplained,
  },
  {
    rule: 'named-secrets-in-one-namespace',
    spoil: clusterRole('  - apiGroups: [""]\n    resources: [secrets]\n    verbs: [get]\n    resourceNames: [token]\n'),
    ...unexplained,
  },
  {
    rule: 'no-debug-urls',
    spoil: clusterRole('  - nonResourceURLs: [/debug/*]\n    verbs: [get] # Its users profile with it.\n'),
    manual: true,
  },
  { rule: 'no-unexplained-logs', spoil: grant('', 'pods/log', 'get'), ...unexplained },
  {
    rule: 'no-admin-binding',
    spoil: replace(
      rbac,
      /kind: Role\n {2}name: my-controller\nsubjects/,
      'kind: ClusterRole\n  name: cluster-admin\nsubjects',
    ),
    manual: true,
  },
  {
    rule: 'no-shared-subjects',
    spoil: replace(
      rbac,
      '    name: my-controller\n    namespace: my-controller-system',
      '    name: default\n    namespace: my-controller-system',
    ),
    manual: true,
  },
  { rule: 'subject-namespace', spoil: replace(rbac, '\n    namespace: my-controller-system', ''), manual: true },
  {
    rule: 'no-role-aggregation',
    spoil: replace(
      rbac,
      '  name: my-controller\n',
      '  name: my-controller\n  labels:\n    rbac.authorization.k8s.io/aggregate-to-edit: "true"\n',
    ),
    manual: true,
  },
  {
    rule: 'own-kind-never-deleted',
    spoil: replace(
      rbac,
      'resources: [mycontrollers]\n    verbs: [list, watch]',
      'resources: [mycontrollers]\n    verbs: [list, watch, delete]',
    ),
    manual: true,
  },
  {
    rule: 'explained-permissions',
    spoil: replace(rbac, '  # The controller follows every MyController.\n', ''),
    manual: true,
  },

  {
    rule: 'minimal-base-image',
    spoil: replace('Dockerfile', 'gcr.io/distroless/cc-debian13:nonroot', 'docker.io/library/debian:trixie-slim'),
    manual: true,
  },
  {
    rule: 'base-image-by-digest',
    spoil: replace('Dockerfile', /# kube-secure-controller: ignore-file.*\n/, ''),
    manual: true,
  },
  { rule: 'image-runs-as-non-root', spoil: replace('Dockerfile', 'USER 65532:65532', '') },
  { rule: 'copy-over-add', spoil: replace('Dockerfile', 'COPY src ./src', 'ADD src ./src') },
  {
    rule: 'no-secrets-in-build',
    spoil: replace('Dockerfile', 'WORKDIR /src', 'ARG API_TOKEN\nWORKDIR /src'),
    manual: true,
  },
  {
    rule: 'exec-form-entrypoint',
    spoil: replace('Dockerfile', 'ENTRYPOINT ["/controller"]', 'ENTRYPOINT /controller'),
    manual: true,
  },
  { rule: 'no-image-health-check', spoil: replace('Dockerfile', 'HEALTHCHECK NONE\n', '') },
  { rule: 'locked-image-build', spoil: replace('Dockerfile', 'cargo install --locked', 'cargo install') },
  { rule: 'auditable-binary', spoil: replace('Dockerfile', 'cargo auditable build', 'cargo build'), manual: true },
  {
    rule: 'no-unverified-download',
    spoil: replace('Dockerfile', 'WORKDIR /src', 'RUN curl https://sh.example.dev | sh\nWORKDIR /src'),
    manual: true,
  },
  { rule: 'small-build-context', spoil: without('.dockerignore') },

  { rule: 'dependencies-checked', spoil: without('deny.toml') },
  {
    rule: 'deny-config-current',
    spoil: replace('deny.toml', '[advisories]\n', '[advisories]\nvulnerability = "deny"\n'),
  },
  { rule: 'known-registries-only', spoil: replace('deny.toml', 'unknown-registry = "deny"\n', '') },
  { rule: 'known-git-sources-only', spoil: replace('deny.toml', 'unknown-git = "deny"', 'unknown-git = "warn"') },
  { rule: 'no-wildcard-versions', spoil: replace('deny.toml', 'wildcards = "deny"\n', '') },
  { rule: 'no-yanked-crates', spoil: replace('deny.toml', 'yanked = "deny"\n', '') },
  { rule: 'openssl-banned', spoil: replace('deny.toml', /^deny = \[\n[\s\S]*?\n\]\n/m, '') },
  { rule: 'lock-file-committed', spoil: without('Cargo.lock'), manual: true },
  {
    rule: 'rustls-only',
    spoil: append('Cargo.lock', '\n[[package]]\nname = "openssl-sys"\nversion = "0.9.0"\n'),
    manual: true,
  },
  { rule: 'one-update-bot', spoil: without('.github/dependabot.yml') },
  {
    rule: 'bot-covers-everything',
    spoil: replace('.github/dependabot.yml', /  # The actions of the workflows[\s\S]*$/, ''),
  },
  {
    rule: 'updates-cool-down',
    spoil: replace('.github/dependabot.yml', /    cooldown:\n      default-days: 7\n  # The images/, '  # The images'),
  },
  {
    rule: 'advisories-in-ci',
    spoil: all(without('.github/workflows/audit.yml'), replace(ci, /  deny:\n[\s\S]*?\n\n/, '')),
  },
  { rule: 'pinned-toolchain', spoil: without('rust-toolchain.toml') },
  { rule: 'unsafe-forbidden', spoil: replace('Cargo.toml', 'unsafe_code = "forbid"\n', '') },

  { rule: 'token-without-rights', spoil: replace(ci, /permissions: \{\}.*\n/, '') },
  {
    rule: 'pin-actions-by-digest',
    spoil: replace(ci, /actions\/checkout@[0-9a-f]{40} # v7.0.1/, 'actions/checkout@v7.0.0'),
  },
  { rule: 'no-persisted-credentials', spoil: replace(ci, /        with:\n          persist-credentials: false\n/, '') },
  { rule: 'no-trusted-pull-request', spoil: replace(ci, 'pull_request:', 'pull_request_target:'), manual: true },
  {
    rule: 'no-expression-in-script',
    spoil: replace(ci, '- run: cargo fmt --check', '- run: echo ${{ github.head_ref }}'),
  },
  { rule: 'jobs-time-out', spoil: replace(ci, '    timeout-minutes: 30\n', '') },
  { rule: 'locked-in-ci', spoil: replace(ci, 'cargo test --locked', 'cargo test') },
  {
    rule: 'no-download-to-shell',
    spoil: replace(ci, '- run: cargo fmt --check', '- run: curl https://sh.example.dev | sh'),
    manual: true,
  },
  {
    rule: 'attested-images',
    spoil: (files) =>
      new Map([
        ...files,
        [
          '.github/workflows/release.yml',
          (files.get('.github/workflows/release.yml') ?? '')
            .replaceAll(/actions\/attest@/g, 'actions/stale@')
            .replaceAll('cosign sign', 'cosign version'),
        ],
      ]),
    manual: true,
  },
  {
    rule: 'no-cache-in-release',
    spoil: replace(
      '.github/workflows/release.yml',
      '      - uses: docker/setup-buildx-action@',
      '      - uses: actions/cache@0123456789012345678901234567890123456789 # v5.0.0\n      - uses: docker/setup-buildx-action@',
    ),
    manual: true,
  },
  {
    rule: 'least-job-rights',
    spoil: replace(ci, /permissions:\n      contents: read # checkout/, 'permissions: write-all'),
    manual: true,
  },

  { rule: 'security-policy', spoil: without('SECURITY.md') },
  { rule: 'permissions-documented', spoil: without('docs/security.md', 'README.md'), manual: true },
  {
    rule: 'permissions-page-true',
    spoil: replace('docs/security.md', '| `configmaps` | list, watch |', '| `configmaps` | get, list, watch |'),
    manual: true,
  },
  {
    rule: 'licensed',
    spoil: all(without('LICENSE'), replace('Cargo.toml', /^publish = false.*\n/m, '')),
    manual: true,
  },
  { rule: 'understood', spoil: append('deploy/service-account.yaml', '---\nkind: Secret\n  a: [\n'), manual: true },
  {
    rule: 'suppression-has-reason',
    spoil: append(deployment, '# kube-secure-controller: ignore[no-wildcards]\n'),
    manual: true,
  },
];
