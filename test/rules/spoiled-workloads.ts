// Changes that break the rules about Pods, their image and their surroundings.
import { append, replace, type Files, type Spoiled } from './spoil.ts';

const deployment = 'deploy/deployment.yaml';
const policy = 'deploy/network-policy.yaml';

/** Adds an instruction to the image that runs. */
function instruction(text: string): (files: Files) => Files {
  return replace('Dockerfile', 'USER 65532:65532', `${text}\nUSER 65532:65532`);
}

function object(text: string): (files: Files) => Files {
  return append('deploy/service-account.yaml', `---\n${text}`);
}

const service = 'service: {name: a, namespace: my-controller-system}';

function webhook(client: string, group: string, resource: string): string {
  return `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\nwebhooks:\n- name: a.example.dev\n  admissionReviewVersions: [v1]\n  sideEffects: None\n  clientConfig: {${client}}\n  rules: [{apiGroups: ["${group}"], apiVersions: ["*"], operations: [CREATE], resources: [${resource}]}]\n`;
}

export const spoiledWorkloads: readonly Spoiled[] = [
  { rule: 'known-frontend', spoil: replace('Dockerfile', /^/, '# syntax=example.dev/frontend:1\n'), manual: true },
  {
    rule: 'no-insecure-build',
    spoil: replace('Dockerfile', 'WORKDIR /src', 'RUN --security=insecure id\nWORKDIR /src'),
    manual: true,
  },
  { rule: 'no-onbuild', spoil: instruction('ONBUILD COPY . /'), manual: true },
  { rule: 'no-setuid-files', spoil: instruction('COPY --chmod=4755 a /a'), manual: true },
  { rule: 'no-world-writable-files', spoil: instruction('COPY --chmod=0777 a /a'), manual: true },
  {
    rule: 'pipes-fail',
    spoil: replace('Dockerfile', 'WORKDIR /src', 'RUN curl https://a.example | tar x\nWORKDIR /src'),
    manual: true,
  },
  {
    rule: 'no-download-at-start',
    spoil: replace(
      deployment,
      '          env:\n',
      '          command: [sh, -c, "curl https://a.example | sh; /controller"]\n          env:\n',
    ),
    manual: true,
  },
  {
    rule: 'no-secret-arguments',
    spoil: replace(deployment, '          env:\n', '          args: [--token=hunter2hunter2]\n          env:\n'),
    manual: true,
  },
  {
    rule: 'no-root-group',
    spoil: replace(deployment, /fsGroup: \d+/, 'fsGroup: 0'),
    manual: true,
  },
  {
    rule: 'placed-by-scheduler',
    spoil: replace(deployment, '      volumes:\n', '      tolerations: [{operator: Exists}]\n      volumes:\n'),
    manual: true,
  },
  {
    rule: 'no-host-path-storage',
    spoil: object('apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: a}\nspec: {hostPath: {path: /}}\n'),
    manual: true,
  },
  {
    rule: 'secrets-kept-elsewhere',
    spoil: object(
      'apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: my-controller-system}\nstringData: {a: hunter2hunter2}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-outside-service',
    spoil: object(
      'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: my-controller-system}\nspec: {type: NodePort}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-plain-traffic',
    spoil: object(
      'apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: a}\nspec: {to: {kind: Service, name: a}}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-weak-overrides',
    spoil: object(
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {podSecurityContext: {runAsUser: 0}}}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-outside-webhook',
    spoil: object(webhook('url: "https://hooks.example.com/v"', 'example.dev', 'things')),
    manual: true,
  },
  {
    rule: 'admission-fails-closed',
    spoil: object(`${webhook(service, 'apps', 'controllerrevisions')}  failurePolicy: Ignore\n`),
    manual: true,
  },
  {
    rule: 'webhooks-spare-the-system',
    spoil: object(`${webhook(service, '', 'pods')}  failurePolicy: Fail\n`),
    manual: true,
  },
  {
    rule: 'verified-api-services',
    spoil: object(
      'apiVersion: apiregistration.k8s.io/v1\nkind: APIService\nmetadata: {name: v1.a.example.dev}\nspec: {group: a.example.dev, version: v1, groupPriorityMinimum: 10, versionPriority: 1, insecureSkipTLSVerify: true, service: {name: a, namespace: my-controller-system}}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-ingress-snippets',
    spoil: object(
      'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a, namespace: my-controller-system, annotations: {nginx.ingress.kubernetes.io/server-snippet: return 200;}}\nspec: {tls: [{secretName: a}], defaultBackend: {service: {name: a, port: {number: 80}}}}\n',
    ),
    manual: true,
  },
  {
    rule: 'eviction-allowed',
    spoil: object(
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a, namespace: my-controller-system}\nspec: {maxUnavailable: 0, selector: {matchLabels: {a: b}}}\n',
    ),
    manual: true,
  },
  {
    rule: 'policies-select-pods',
    spoil: append(
      policy,
      '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, namespace: my-controller-system}\nspec: {podSelector: {matchLabels: {app: other}}, policyTypes: [Ingress]}\n',
    ),
    manual: true,
  },
  {
    rule: 'no-standard-binding',
    spoil: append(
      'deploy/rbac.yaml',
      '---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\nsubjects: [{kind: ServiceAccount, name: my-controller, namespace: my-controller-system}]\n',
    ),
    manual: true,
  },
];
