// Bad values are found in other places: in a later step, the policy of another engine, a template, or a foreign kind.
import { expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (path: string, text: string, rule: string): readonly string[] =>
  audit(repositoryOf([[path, text]]), { rules: [rule] }).findings.map(({ line, state }) => `${line} ${state}`);

const workflow = (steps: string, around = ''): string =>
  `on: push\n${around}jobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`;

test.each([
  [
    'a later step',
    '      - run: curl -o i.sh https://a.example\n      - run: true\n      - run: sh i.sh\n',
    ['6 broken'],
  ],
  [
    'a later step that checks it',
    '      - run: curl -o i.sh https://a.example\n      - run: sha256sum -c s\n      - run: sh i.sh\n',
    [],
  ],
  ['the same step', '      - run: curl -o i.sh https://a.example && sh i.sh\n', ['6 broken']],
])('a download that is run by %s', (_, steps, expected) =>
  expect(found('.github/workflows/a.yml', workflow(steps), 'no-download-to-shell')).toEqual(expected),
);

test('a download of one job is not run by another', () =>
  expect(
    found(
      '.github/workflows/a.yml',
      `${workflow('      - run: curl -o i.sh https://a.example\n')}  b:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: sh i.sh\n`,
      'no-download-to-shell',
    ),
  ).toEqual([]));

test.each([
  ['RUN wget -O /i.sh https://a.example\nRUN sh /i.sh\n', ['3 broken']],
  ['ADD https://a.example/i.sh /i.sh\nRUN sh /i.sh\n', ['3 broken']],
  ['ADD --checksum=sha256:0 https://a.example/i.sh /i.sh\nRUN sh /i.sh\n', []],
  ['RUN curl https://a.example/t.tgz | tar xz -C /opt\nENTRYPOINT ["/opt/t/bin/t"]\n', ['3 broken']],
  ['RUN curl -o /t https://a.example/t\nFROM b\nCOPY --from=a /t /usr/bin/t\n', ['4 broken']],
  ['RUN curl -o /t https://a.example/t\nFROM b\nRUN sh /t\n', []],
  ['ENV NODE_TLS_REJECT_UNAUTHORIZED 0\n', ['2 broken']],
  ['HEALTHCHECK CMD curl https://a.example | sh\n', ['2 broken']],
])('an image: %j', (lines, expected) =>
  expect(found('Dockerfile', `FROM a AS a\n${lines}`, 'no-unverified-download')).toEqual(expected),
);

test.each([
  ['RUN echo "a ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers\n', 'no-setuid-files'],
  ["RUN echo 'root:toor' | chpasswd\n", 'no-secrets-in-build'],
])('%j', (line, rule) => expect(found('Dockerfile', `FROM a\n${line}`, rule)).toEqual(['2 broken']));

test('a password from a build secret is not in the image', () =>
  expect(
    found(
      'Dockerfile',
      'FROM a\nRUN --mount=type=secret,id=p echo "root:$(cat /run/secrets/p)" | chpasswd\n',
      'no-secrets-in-build',
    ),
  ).toEqual([]));

test.each([
  ['      - run: true\n        shell: bash -c "${{ github.event.issue.title }}" {0}\n', '', ['7 broken']],
  ['      - run: true\n', 'defaults: {run: {shell: "${{ github.head_ref }} {0}"}}\n', ['2 broken']],
  ['      - run: true\n        shell: ${{ matrix.shell }}\n', '', ['7 broken']],
  ['      - run: eval "$T"\n        env: {T: "${{ github.event.comment.body }}"}\n', '', ['6 broken']],
  ['      - run: echo "$T"\n        env: {T: "${{ github.event.comment.body }}"}\n', '', []],
  ['      - run: eval "$T"\n        env: {T: "${{ inputs.command }}"}\n', '', []],
])('%j runs as code', (steps, around, expected) =>
  expect(found('.github/workflows/a.yml', workflow(steps, around), 'no-expression-in-script')).toEqual(expected),
);

test.each([
  ["github['actor'] == 'renovate[bot]'", 1],
  ["github['actor'] != 'renovate[bot]'", 0],
])('if: %s', (condition, count) =>
  expect(
    found(
      '.github/workflows/a.yml',
      `on: pull_request\njobs:\n  a:\n    if: ${condition}\n    steps: [{run: a}]\n`,
      'no-spoofable-actor',
    ),
  ).toHaveLength(count),
);

test.each([
  ['true', 1],
  ['false', 0],
])('commands that set variables, %s', (value, count) =>
  expect(
    found(
      '.github/workflows/a.yml',
      workflow('      - run: a\n', `env: {ACTIONS_ALLOW_UNSECURE_COMMANDS: ${value}}\n`),
      'no-untrusted-environment',
    ),
  ).toHaveLength(count),
);

test('the image of an action in the repository', () => {
  const action = (image: string): string => `name: a\nruns: {using: docker, image: "${image}"}\n`;
  const lines = (image: string) => found('action.yml', action(image), 'pin-actions-by-digest');
  expect(lines('docker://alpine:3')).toEqual(['2 broken']);
  expect(lines('Dockerfile')).toEqual([]);
});

const privileged = '{containers: [{name: a, image: a, securityContext: {privileged: true}}]}';
const template = `{template: {spec: ${privileged}}}`;
test.each([
  ['apps.openshift.io/v1', 'DeploymentConfig', template, 1],
  ['serving.knative.dev/v1', 'Service', template, 1],
  ['keda.sh/v1alpha1', 'ScaledJob', `{jobTargetRef: ${template}}`, 1],
  ['apps.kruise.io/v1beta1', 'StatefulSet', template, 1],
  ['acme.io/v1', 'StatefulSet', template, 0],
  ['acme.io/v1', 'DeploymentConfig', template, 0],
])('%s %s', (api, kind, spec, count) =>
  expect(
    found(
      'a.yaml',
      `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`,
      'no-privileged-container',
    ),
  ).toHaveLength(count),
);

test.each([
  ['template.openshift.io/v1', 1],
  ['v1', 1],
  ['acme.io/v1', 0],
])('a Template of %s', (api, count) =>
  expect(
    found(
      'a.yaml',
      `apiVersion: ${api}\nkind: Template\nmetadata: {name: t}\nparameters: [{name: A}]\nobjects:\n- {apiVersion: v1, kind: Pod, metadata: {name: "\${A}"}, spec: ${privileged}}\n`,
      'no-privileged-container',
    ),
  ).toHaveLength(count),
);

test.each([
  ['tekton.dev/v1', 'Task', ['1 unknown']],
  ['argoproj.io/v1alpha1', 'Workflow', ['1 unknown']],
  ['security.openshift.io/v1', 'SecurityContextConstraints', ['1 unknown']],
  ['acme.io/v1', 'Task', []],
])('%s %s starts something that is not read here', (api, kind, expected) =>
  expect(found('a.yaml', `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: a}\n`, 'understood')).toEqual(expected),
);

const binding = (more: string): string =>
  `apiVersion: authorization.openshift.io/v1\nkind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {name: cluster-admin${more}}\nsubjects: [{kind: ServiceAccount, name: a, namespace: n}]\n`;
test("a binding of OpenShift's own", () => {
  expect(found('a.yaml', binding(''), 'no-admin-binding')).toEqual(['4 broken']);
  expect(found('a.yaml', binding(', namespace: n'), 'no-admin-binding')).toEqual([]);
});

const policy = (api: string, kind: string, spec: string): string =>
  `apiVersion: ${api}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;
test.each([
  [policy('cilium.io/v2', 'CiliumNetworkPolicy', '{egress: [{toEntities: [world]}]}'), 1],
  [policy('cilium.io/v2', 'CiliumNetworkPolicy', '{egress: [{toEntities: [kube-apiserver]}]}'), 0],
  [policy('cilium.io/v2', 'CiliumNetworkPolicy', '{egress: [{toPorts: [{ports: [{port: "443"}]}]}]}'), 1],
  [policy('cilium.io/v2', 'CiliumNetworkPolicy', '{egress: [{toPorts: [{ports: [{port: "53"}]}]}]}'), 0],
  [
    policy(
      'cilium.io/v2',
      'CiliumNetworkPolicy',
      '{egress: [{toCIDRSet: [{cidr: 0.0.0.0/0, except: [169.254.0.0/16]}]}]}',
    ),
    0,
  ],
  [policy('cilium.io/v2', 'CiliumClusterwideNetworkPolicy', '{egress: [{toCIDR: [0.0.0.0/0]}]}'), 1],
  [
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a}\nspecs: [{egress: [{toEntities: [all]}]}]\n',
    1,
  ],
  [policy('projectcalico.org/v3', 'NetworkPolicy', '{egress: [{action: Allow}]}'), 1],
  [policy('projectcalico.org/v3', 'GlobalNetworkPolicy', '{egress: [{action: Deny}]}'), 0],
  [
    policy(
      'projectcalico.org/v3',
      'GlobalNetworkPolicy',
      '{egress: [{action: Allow, destination: {nets: [0.0.0.0/0]}}]}',
    ),
    1,
  ],
  [policy('projectcalico.org/v3', 'GlobalNetworkPolicy', '{egress: [{action: Allow, destination: {selector: a}}]}'), 0],
  [
    policy(
      'policy.networking.k8s.io/v1alpha1',
      'AdminNetworkPolicy',
      '{egress: [{action: Allow, to: [{networks: [0.0.0.0/0]}]}]}',
    ),
    1,
  ],
])('%j', (text, count) => expect(found('a.yaml', text, 'no-open-egress')).toHaveLength(count));

test('AppArmor that an annotation switches off', () => {
  const pod = (profile: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {container.apparmor.security.beta.kubernetes.io/a: ${profile}}}\nspec: {containers: [{name: a, image: a}]}\n`;
  expect(found('a.yaml', pod('unconfined'), 'apparmor-confined')).toEqual(['3 broken']);
  expect(found('a.yaml', pod('runtime/default'), 'apparmor-confined')).toEqual([]);
});

test('without a failure policy, the old version of webhooks fails open', () => {
  const webhook = (version: string): string =>
    `apiVersion: admissionregistration.k8s.io/${version}\nkind: ValidatingWebhookConfiguration\nmetadata: {name: a}\nwebhooks: [{name: a.a.io, clientConfig: {service: {name: a, namespace: n}}, rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]}]\n`;
  expect(found('a.yaml', webhook('v1beta1'), 'admission-fails-closed')).toHaveLength(1);
  expect(found('a.yaml', webhook('v1'), 'admission-fails-closed')).toEqual([]);
});
