// The settings of Flux and Argo CD, and the plain traffic of Routes and meshes.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const found = (text: string, rule: string): readonly string[] =>
  audit(repositoryOf([['a.yaml', text]]), { rules: [rule] }).findings.map(
    ({ severity, state, line, message }) =>
      `${state === 'unknown' ? state : severity} ${line} ${message.split(': ').slice(1).join(': ')}`,
  );

describe('of Flux', () => {
  const release = (values: string): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  values:\n    ${values}\n`;
  const patched = (patch: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a}\nspec:\n  patches:\n    - patch: |\n${patch.replaceAll(/^/gm, '        ')}\n      target: {kind: Deployment}\n`;

  test.each([
    ['securityContext: {privileged: true}', ['high 6 weakens its installation: privileged: true']],
    ['a: {b: [{runAsNonRoot: false}]}', ['high 6 weakens its installation: runAsNonRoot: false']],
    ['hostNetwork: true', ['high 6 weakens its installation: hostNetwork: true']],
    ['capabilities: {add: [NET_ADMIN]}', ['high 6 weakens its installation: adds capabilities']],
    ['volumes: [{hostPath: {path: /}}]', ['high 6 weakens its installation: mounts a directory of the node']],
    ['readOnlyRootFilesystem: false', ['medium 6 weakens its installation: readOnlyRootFilesystem: false']],
    ['seccompProfile: {type: Unconfined}', ['medium 6 weakens its installation: seccomp is off']],
    ['adminPassword: hunter2hunter2', ['high 6 weakens its installation: adminPassword holds a secret in clear text']],
    ['securityContext: {privileged: false, runAsUser: 1000, capabilities: {drop: [ALL]}}', []],
    ['adminPassword: ${ADMIN_PASSWORD}', []],
    ['existingSecret: admin-password', []],
    ['podSecurityContext: null', ['medium 6 weakens its installation: takes podSecurityContext away']],
    ['capabilities: {drop: []}', ['medium 6 weakens its installation: takes drop away']],
    ['env: [{name: securityContext.privileged, value: "true"}]', []],
  ])('the values {%s}', (values, said) => expect(found(release(values), 'no-weak-overrides')).toEqual(said));

  test.each([
    ['spec: {template: {spec: {hostPID: true}}}', ['high 6 weakens its installation: hostPID: true']],
    [
      '- op: add\n  path: /spec/template/spec/hostIPC\n  value: true',
      ['high 6 weakens its installation: hostIPC: true'],
    ],
    ['- op: add\n  path: /metadata/labels/a\n  value: b', []],
    [
      '- op: remove\n  path: /spec/template/spec/securityContext',
      ['medium 6 weakens its installation: takes securityContext away'],
    ],
    [
      '- op: add\n  path: /spec/template/spec/containers/0/securityContext/capabilities/add/-\n  value: SYS_ADMIN',
      ['high 6 weakens its installation: adds capabilities'],
    ],
    ['- op: test\n  path: /spec/template/spec/hostIPC\n  value: true', []],
    [
      'spec: {template: {spec: {securityContext: {$patch: delete}}}}',
      ['medium 6 weakens its installation: takes securityContext away'],
    ],
  ])('the patch %j', (patch, said) => expect(found(patched(patch), 'no-weak-overrides')).toEqual(said));

  test('a patch with invalid YAML is not judged, and named', () =>
    expect(found(patched('spec: ['), 'no-weak-overrides')).toEqual([
      'unknown 6 spec.patches.0.patch cannot be judged (it is not valid YAML)',
    ]));

  test('a release of another API group is ignored', () =>
    expect(
      found(
        release('seccompProfile: {type: Unconfined}').replace('helm.toolkit.fluxcd.io', 'acme.io'),
        'no-weak-overrides',
      ),
    ).toEqual([]));
});

describe('of other engines, and elsewhere in Flux', () => {
  const weak = (kind: string, version: string, spec: string): readonly string[] =>
    found(`apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`, 'no-weak-overrides');
  const hostNetwork = ['high 4 weakens its installation: hostNetwork: true'];

  test.each([
    ['{sourceRef: {}, patchesStrategicMerge: [{spec: {hostNetwork: true}}]}'],
    ['{patchesJson6902: [{patch: [{op: add, path: /spec/hostNetwork, value: true}]}]}'],
  ])('a Kustomization of Flux %s', (spec) =>
    expect(weak('Kustomization', 'kustomize.toolkit.fluxcd.io/v1beta2', spec)).toEqual(hostNetwork),
  );

  test('the objects of a HelmRelease are patched', () =>
    expect(
      weak(
        'HelmRelease',
        'helm.toolkit.fluxcd.io/v2',
        '{postRenderers: [{kustomize: {patches: [{patch: "spec: {hostNetwork: true}"}]}}]}',
      ),
    ).toEqual(hostNetwork));

  test.each([
    ['{source: {helm: {valuesObject: {hostNetwork: true}}}}'],
    ['{source: {helm: {values: "hostNetwork: true"}}}'],
    ['{sources: [{}, {helm: {parameters: [{name: pod.hostNetwork, value: "true"}]}}]}'],
    ['{source: {kustomize: {patches: [{patch: "spec: {hostNetwork: true}"}]}}}'],
  ])('an Application of Argo CD %s', (spec) => {
    expect(weak('Application', 'argoproj.io/v1alpha1', spec)).toEqual(hostNetwork);
    expect(weak('ApplicationSet', 'argoproj.io/v1alpha1', `{template: {spec: ${spec}}}`)).toEqual(hostNetwork);
    expect(weak('Application', 'app.k8s.io/v1', spec)).toEqual([]);
  });

  test('a very long path still names its setting', () =>
    expect(
      weak(
        'Kustomization',
        'kustomize.toolkit.fluxcd.io/v1',
        `{patches: [{patch: '[{op: add, path: ${'/a'.repeat(50_000)}/hostNetwork, value: true}]'}]}`,
      ),
    ).toEqual(hostNetwork));
});

test.each([
  ['route.openshift.io/v1', 'Route', '{to: {name: a}}', ['medium 4 has no tls']],
  [
    'route.openshift.io/v1',
    'Route',
    '{tls: {termination: edge, insecureEdgeTerminationPolicy: Allow}}',
    ['medium 4 also answers in plain text'],
  ],
  ['route.openshift.io/v1', 'Route', '{tls: {termination: edge, insecureEdgeTerminationPolicy: Redirect}}', []],
  ['serving.knative.dev/v1', 'Route', '{to: {name: a}}', []],
  ['security.istio.io/v1', 'PeerAuthentication', '{mtls: {mode: DISABLE}}', ['medium 4 turns TLS off']],
  ['security.istio.io/v1', 'PeerAuthentication', '{mtls: {mode: STRICT}}', []],
  ['networking.istio.io/v1', 'DestinationRule', '{trafficPolicy: {tls: {mode: DISABLE}}}', ['medium 4 turns TLS off']],
  ['networking.istio.io/v1', 'DestinationRule', '{host: a}', []],
  [
    'security.istio.io/v1',
    'PeerAuthentication',
    '{mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}}',
    ['medium 4 turns TLS off'],
  ],
  [
    'networking.istio.io/v1',
    'DestinationRule',
    '{trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]}}',
    ['medium 4 turns TLS off'],
  ],
  [
    'networking.istio.io/v1',
    'DestinationRule',
    '{subsets: [{name: a}, {name: b, trafficPolicy: {tls: {mode: DISABLE}}}]}',
    ['medium 4 turns TLS off'],
  ],
])('%s %s %s', (version, kind, spec, said) =>
  expect(
    found(`apiVersion: ${version}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`, 'no-plain-traffic'),
  ).toEqual(said),
);

test.each([
  ['initContainers', 'wget -qO- https://a.example/p.tgz | tar xz -C /plugins', ['medium']],
  ['initContainers', 'curl -fsSLo /p.zip https://a.example/p.zip && unzip /p.zip -d /plugins', ['medium']],
  ['initContainers', 'curl -fsSLo /p.tgz https://a.example/p.tgz && sha256sum -c /sum && tar -xf /p.tgz', []],
  ['initContainers', 'tar xf /image/p.tgz -C /plugins', []],
  ['containers', 'curl -s https://a.example/data.tgz | tar xz', []],
])('%s that run %j', (list, script, severities) =>
  expect(
    audit(
      repositoryOf([
        [
          'a.yaml',
          `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  ${list}: [{name: i, image: a, command: [sh, -c, ${JSON.stringify(script)}]}]\n`,
        ],
      ]),
      { rules: ['no-download-at-start'] },
    ).findings.map(({ severity }) => severity),
  ).toEqual(severities),
);
