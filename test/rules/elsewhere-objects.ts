// Bad values in scripts, foreign objects and settings, each next to a similar good one.

/** The name of the rule, the bad value and its place, each with a similar good one. */
export type Case = readonly [rule: string, path: string, bad: string, told: string, good: string];

export const object = (apiVersion: string, kind: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a, namespace: b}\nspec: ${spec}\n`;
const pod = (spec: string): string =>
  object('apps/v1', 'Deployment', `{template: {spec: {containers: [{name: c, image: a}], ${spec}}}}`);
const container = (more: string): string =>
  object('apps/v1', 'Deployment', `{template: {spec: {containers: [{name: c, image: a, ${more}}]}}}`);
const chart = (dependency: string): string =>
  `apiVersion: v2\nname: c\nversion: 0.1.0\ndependencies:\n  - {name: d, ${dependency}}\n`;

export const objects: readonly Case[] = [
  [
    'servers-verified',
    'a.yaml',
    container('args: [--insecure-skip-tls-verify]'),
    'high a.yaml:4',
    container('args: [--insecure-skip-tls-verify=false]'),
  ],
  [
    'servers-verified',
    'a.yaml',
    container('env: [{name: NODE_TLS_REJECT_UNAUTHORIZED, value: "0"}]'),
    'high a.yaml:4',
    container('env: [{name: NODE_TLS_REJECT_UNAUTHORIZED, value: "1"}]'),
  ],
  [
    'servers-verified',
    'a.yaml',
    object('source.toolkit.fluxcd.io/v1', 'HelmRepository', '{url: "http://a.example"}'),
    'medium a.yaml:4',
    object('source.toolkit.fluxcd.io/v1', 'HelmRepository', '{url: "http://a.b.svc"}'),
  ],
  [
    'servers-verified',
    'config.yaml',
    'apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {insecure-skip-tls-verify: true}}]\n',
    'high config.yaml:3',
    'apiVersion: v1\nkind: Config\nclusters: [{name: a, cluster: {insecure-skip-tls-verify: false}}]\n',
  ],
  [
    'secrets-kept-elsewhere',
    'config.yaml',
    'kind: Config\ncurrent-context: a\nusers: [{name: a, user: {token: hunter2hunter2}}]\n',
    'high config.yaml:3',
    'kind: Config\ncurrent-context: a\nusers: [{name: a, user: {tokenFile: /a}}]\n',
  ],
  [
    'projects-limited',
    'a.yaml',
    object('argoproj.io/v1alpha1', 'AppProject', "{clusterResourceWhitelist: [{group: '*', kind: '*'}]}"),
    'high a.yaml:4',
    object('argoproj.io/v1alpha1', 'AppProject', "{clusterResourceWhitelist: [{group: '', kind: Namespace}]}"),
  ],
  [
    'charts-by-version',
    'a.yaml',
    object('source.toolkit.fluxcd.io/v1', 'OCIRepository', '{url: "oci://a.example/b", ref: {tag: latest}}'),
    'medium a.yaml:4',
    object('source.toolkit.fluxcd.io/v1', 'OCIRepository', '{url: "oci://a.example/b", ref: {tag: 1.2.3}}'),
  ],
  [
    'charts-by-version',
    'a.yaml',
    object('argoproj.io/v1alpha1', 'Application', '{source: {chart: a, targetRevision: 1.x}}'),
    'medium a.yaml:4',
    object('argoproj.io/v1alpha1', 'Application', '{source: {path: a, targetRevision: HEAD}}'),
  ],
  [
    'charts-by-version',
    'c/Chart.yaml',
    chart('version: ">=1", repository: "https://a.example"'),
    'medium c/Chart.yaml:5',
    chart('version: 1.2.3, repository: "https://a.example"'),
  ],
  [
    'no-weak-overrides',
    'a.yaml',
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', '{valuesFrom: [{kind: ConfigMap, name: a}]}'),
    'unknown a.yaml:4',
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', '{valuesFrom: [{kind: Secret, name: a}]}'),
  ],
  [
    'no-weak-overrides',
    'a.yaml',
    object(
      'argoproj.io/v1alpha1',
      'CronWorkflow',
      '{workflowSpec: {templates: [{container: {securityContext: {privileged: true}}}]}}',
    ),
    'medium a.yaml:4',
    object(
      'argoproj.io/v1alpha1',
      'CronWorkflow',
      '{workflowSpec: {templates: [{container: {securityContext: {privileged: false}}}]}}',
    ),
  ],
  [
    'ordinary-priority',
    'a.yaml',
    pod('priorityClassName: system-node-critical'),
    'medium a.yaml:4',
    pod('priorityClassName: system-node-critical').replace('Deployment', 'DaemonSet'),
  ],
  [
    'ordinary-volumes',
    'a.yaml',
    pod('volumes: [{name: a, csi: {driver: hostpath.csi.k8s.io}}]'),
    'medium a.yaml:4',
    pod('volumes: [{name: a, csi: {driver: secrets-store.csi.k8s.io}}]'),
  ],
  [
    'no-host-path-storage',
    'a.yaml',
    object('v1', 'PersistentVolume', '{local: {path: /var/lib/kubelet}}'),
    'high a.yaml:4',
    object('v1', 'PersistentVolume', '{local: {path: /mnt/disks/a}}'),
  ],
  [
    'admission-fails-closed',
    'a.yaml',
    object('kyverno.io/v1', 'ClusterPolicy', '{validationFailureAction: Audit, rules: [{name: a, validate: {}}]}'),
    'medium a.yaml:4',
    object('kyverno.io/v1', 'ClusterPolicy', '{validationFailureAction: Enforce, rules: [{name: a, validate: {}}]}'),
  ],
  [
    'admission-fails-closed',
    'a.yaml',
    object('constraints.gatekeeper.sh/v1beta1', 'K8sA', '{enforcementAction: dryrun}'),
    'medium a.yaml:4',
    object('constraints.gatekeeper.sh/v1beta1', 'K8sA', '{match: {}}'),
  ],
  [
    'meshes-name-callers',
    'a.yaml',
    object('security.istio.io/v1', 'AuthorizationPolicy', '{rules: [{}]}'),
    'medium a.yaml:4',
    object('security.istio.io/v1', 'AuthorizationPolicy', '{action: DENY, rules: [{}]}'),
  ],
  [
    'meshes-name-callers',
    'a.yaml',
    object('policy.linkerd.io/v1beta1', 'ServerAuthorization', '{client: {unauthenticated: true}}'),
    'medium a.yaml:4',
    object('policy.linkerd.io/v1beta1', 'ServerAuthorization', '{client: {meshTLS: {serviceAccounts: [{name: a}]}}}'),
  ],
  [
    'no-plain-traffic',
    'a.yaml',
    object('networking.k8s.io/v1', 'Ingress', '{rules: [{host: a.example}]}'),
    'medium a.yaml:4',
    object('networking.k8s.io/v1', 'Ingress', '{tls: [{secretName: a}], rules: [{host: a.example}]}'),
  ],
  [
    'no-plain-traffic',
    'a.yaml',
    object('gateway.networking.k8s.io/v1', 'Gateway', '{listeners: [{protocol: HTTP}]}'),
    'medium a.yaml:4',
    object('gateway.networking.k8s.io/v1', 'Gateway', '{listeners: [{protocol: HTTP}, {protocol: HTTPS}]}'),
  ],
  [
    'bot-runs-no-code',
    '.github/dependabot.yml',
    'updates:\n  - {package-ecosystem: pip, insecure-external-code-execution: allow}\n',
    'high .github/dependabot.yml:2',
    'updates:\n  - {package-ecosystem: pip, insecure-external-code-execution: deny}\n',
  ],
  [
    'cloud-rights-named',
    'iam/a.json',
    '{"Statement": {"Effect": "Allow", "Action": ["iam:*"], "Resource": "*"}}',
    'critical iam/a.json:1',
    '{"Statement": {"Effect": "Allow", "Action": ["s3:*"], "Resource": "arn:aws:s3:::a/*"}}',
  ],
  [
    'development-confined',
    'compose.yaml',
    'x: &a {privileged: true}\nservices:\n  b:\n    <<: *a\n',
    'medium compose.yaml:1',
    'services:\n  b:\n    volumes: ["./a:/a"]\n',
  ],
  [
    'development-confined',
    '.devcontainer/devcontainer.json',
    '{\n  // a\n  "runArgs": ["--privileged"],\n}\n',
    'medium .devcontainer/devcontainer.json:3',
    '{"runArgs": ["--init"]}\n',
  ],
];

export const scripts: readonly Case[] = [
  [
    'no-unverified-download',
    'Makefile',
    'a:\n\t@curl https://a.example | sh\n',
    'medium Makefile:2',
    'a:\n\t# curl https://a.example | sh\n\tcurl -o a https://a.example\n',
  ],
  [
    'no-unverified-download',
    'Taskfile.yml',
    'tasks:\n  a:\n    cmds: ["curl https://a.example | sh"]\n',
    'medium Taskfile.yml:3',
    'tasks:\n  a:\n    desc: curl https://a.example | sh\n',
  ],
  [
    'no-unverified-download',
    'hack/a.sh',
    'curl https://a.example | sh\n',
    'medium hack/a.sh:1',
    'curl https://a.example | tar x\n',
  ],
  [
    'no-admin-binding',
    'install.sh',
    'kubectl create clusterrolebinding a --clusterrole=cluster-admin --user=b\n',
    'high install.sh:1',
    'kubectl create clusterrolebinding a --clusterrole=a --user=cluster-admin\n',
  ],
];
