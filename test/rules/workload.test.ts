// Realistic Pods: patches, and items that a chart inserts.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const deployment = (spec: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n${spec}`;

test('a workload without selector and image is a patch, even if nothing includes it', () => {
  const patch = deployment('      containers:\n        - name: a\n          args: [--debug]\n');
  expect(
    audit(repositoryOf([['config/patch.yaml', patch]]), {
      rules: ['drop-all-capabilities', 'run-as-non-root', 'image-by-digest', 'controller-network-limited'],
    }).findings,
  ).toEqual([]);
});

test('a container that the chart inserts does not hide later ones', () => {
  const template = deployment(
    '      containers:\n        - {{- include "proxy" . | indent 8 | trimPrefix "       " }}\n        - name: mine\n          image: a\n',
  );
  const { findings } = audit(
    repositoryOf([
      ['Chart.yaml', 'name: a\n'],
      ['templates/a.yaml', template],
    ]),
    { rules: ['drop-all-capabilities'] },
  );
  expect(findings).toMatchObject([{ line: 10, message: expect.stringContaining('container mine') }]);
});

test('if one of several containers has no image, the workload is a patch', () => {
  const patch = deployment(
    '      containers:\n        - name: proxy\n          image: b:1\n        - name: a\n          args: [--debug]\n',
  );
  expect(
    audit(repositoryOf([['config/patch.yaml', patch]]), {
      rules: ['drop-all-capabilities', 'dedicated-service-account'],
    }).findings,
  ).toEqual([]);
});

const chart = (files: Readonly<Record<string, string>>) =>
  repositoryOf(Object.entries({ 'Chart.yaml': 'name: a\n', ...files }));
const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ include "a.account" . }}\n';

test('an account that the chart creates under the same expression is its own, whatever the name', () => {
  const named = deployment(
    '      serviceAccountName: {{ include "a.account" . }}\n      containers:\n        - name: a\n          image: a\n',
  );
  const states = (files: Readonly<Record<string, string>>) =>
    audit(chart(files), { rules: ['dedicated-service-account'] }).findings.map(({ state }) => state);
  expect(states({ 'templates/a.yaml': named, 'templates/b.yaml': account })).toEqual([]);
  expect(states({ 'templates/a.yaml': named })).toEqual(['unknown']);
});

test('a port comes from the values of its chart', () => {
  const ports = (port: number) =>
    chart({
      'values.yaml': `port: ${port}\n`,
      'templates/a.yaml': deployment(
        '      containers:\n        - name: a\n          image: a\n          ports:\n            - containerPort: {{ .Values.port }}\n',
      ),
    });
  expect(audit(ports(8080), { rules: ['unprivileged-ports'] }).kept).toEqual(['unprivileged-ports']);
  expect(audit(ports(80), { rules: ['unprivileged-ports'] }).findings).toMatchObject([
    { state: 'broken', path: 'values.yaml', line: 1 },
  ]);
});

describe('an image', () => {
  const workload = (image: string): string =>
    deployment(`      containers:\n        - name: a\n          image: ${image}\n`);
  const said = (files: Readonly<Record<string, string>>) =>
    audit(repositoryOf(Object.entries(files)), { rules: ['image-by-digest'] }).findings.map(
      ({ path, severity, message }) => `${path} ${severity} ${message.replace('container a of Deployment a: ', '')}`,
    );

  test.each([
    ['a', 'high a is named by neither a tag nor a digest'],
    ['localhost:5000/a', 'high localhost:5000/a is named by neither a tag nor a digest'],
    ['ghcr.io/a/b:latest', 'high ghcr.io/a/b:latest is named by a tag; add its digest'],
    ['ghcr.io/a/b:1', 'medium ghcr.io/a/b:1 is named by a tag; add its digest'],
  ])('%s', (image, expected) => expect(said({ 'a.yaml': workload(image) })).toEqual([`a.yaml ${expected}`]));

  test('that a patch replaces is judged in the patch', () => {
    const kustomization = 'resources: [a.yaml]\npatches:\n  - path: patch.yaml\n';
    expect(
      said({
        'kustomization.yaml': kustomization,
        'a.yaml': workload('controller:latest'),
        'patch.yaml': workload('b:1'),
      }),
    ).toEqual(['patch.yaml medium b:1 is named by a tag; add its digest']);
  });

  test('that kustomize sets is pinned there', () => {
    const kustomization = (how: string): string => `resources: [a.yaml]\nimages:\n  - name: controller\n    ${how}\n`;
    expect(
      said({ 'kustomization.yaml': kustomization('digest: sha256:0'), 'a.yaml': workload('controller:latest') }),
    ).toEqual([]);
    expect(
      said({ 'kustomization.yaml': kustomization('newTag: v2'), 'a.yaml': workload('controller:latest') }),
    ).toEqual(['a.yaml medium kustomize makes it controller:v2; set its digest there']);
  });
});

test.each(['e2e-tests/a.yaml', 'yaml/example.yaml', 'sample-things.yaml'])('%s is not what users run', (path) => {
  expect(
    audit(
      repositoryOf([[path, deployment('      containers:\n        - name: a\n          image: a\n')]]),
    ).setAside.map((one) => one.path),
  ).toEqual([path]);
});
