// Permissions whose worth lies elsewhere: in the namespaces of the system, and with controllers that have more rights.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';

const rbac = 'apiVersion: rbac.authorization.k8s.io/v1\n';
const found = (text: string): readonly string[] =>
  audit(repositoryOf([['a.yaml', text]]), {
    ignore: ['explained-permissions', 'no-unused-permissions'],
  })
    .findings.filter(({ path }) => path === 'a.yaml')
    .map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
const role = (rule: string, namespace: string): string =>
  `${rbac}kind: Role\nmetadata: {name: a, namespace: ${namespace}}\nrules: [${rule}]\n---\n${rbac}kind: RoleBinding\nmetadata: {name: a, namespace: ${namespace}}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}\nsubjects: [{kind: ServiceAccount, name: b, namespace: c}]\n`;
const clusterRole = (rule: string): string =>
  `${rbac}kind: ClusterRole\nmetadata: {name: a}\nrules: [${rule}]\n---\n${rbac}kind: ClusterRoleBinding\nmetadata: {name: a}\nroleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a}\nsubjects: [{kind: ServiceAccount, name: b, namespace: c}]\n`;

describe('a grant in kube-system', () => {
  const secrets = '{apiGroups: [""], resources: [secrets], verbs: [get]}';

  test('is worth a step more than in another namespace', () => {
    expect(found(role(secrets, 'kube-system'))).toEqual([
      'high secrets-by-name: Role a: grants get secrets in kube-system, without a comment that says why',
    ]);
    expect(found(role(secrets, 'd'))).toEqual([
      'medium secrets-by-name: Role a: grants get secrets in its namespace, without a comment that says why',
    ]);
  });

  test('to start Pods is worth the cluster', () => {
    const pods = '{apiGroups: [""], resources: [pods], verbs: [create]}';
    expect(found(role(pods, 'kube-system'))).toEqual([expect.stringMatching(/^critical no-unexplained-workloads/)]);
    expect(found(role(pods, 'd'))).toEqual([expect.stringMatching(/^high no-unexplained-workloads/)]);
  });

  test('by a binding of a ClusterRole counts as well', () =>
    expect(
      found(
        clusterRole(secrets)
          .replace('ClusterRoleBinding', 'RoleBinding')
          .replace(/(Binding\nmetadata: \{name: a)/, '$1, namespace: kube-system'),
      ),
    ).toEqual([expect.stringMatching(/^high secrets-by-name.*in kube-system/)]));

  test('on a named object is worth what it is elsewhere', () =>
    expect(
      found(
        role(
          '{apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [a], verbs: [update]}',
          'kube-system',
        ),
      ),
    ).toEqual([]));

  test('on ConfigMaps changes DNS, and is nothing of the kind elsewhere', () => {
    const maps = '{apiGroups: [""], resources: [configmaps], verbs: [get, update]}';
    expect(found(role(maps, 'kube-system'))).toEqual([
      'high no-config-takeover: Role a: grants update configmaps in kube-system, without a comment that says why',
    ]);
    expect(found(role(maps, 'd'))).toEqual([]);
    expect(found(role(maps.replace(', verbs', ', resourceNames: [a], verbs'), 'kube-system'))).toEqual([]);
  });

  test('on the leases of nodes stops them', () =>
    expect(
      found(role('{apiGroups: [coordination.k8s.io], resources: [leases], verbs: [update]}', 'kube-node-lease')),
    ).toEqual(['medium lease-by-name: Role a: grants update leases in kube-node-lease']));
});

describe('a grant on what a controller with more rights acts on', () => {
  test.each([
    ['argoproj.io', 'applications', 'critical no-deputy-writes'],
    ['kustomize.toolkit.fluxcd.io', 'kustomizations', 'critical no-deputy-writes'],
    ['helm.cattle.io', 'helmcharts', 'critical no-deputy-writes'],
    ['external-secrets.io', 'externalsecrets', 'high no-deputy-writes'],
    ['kyverno.io', 'policyexceptions', 'critical no-webhook-writes'],
    ['templates.gatekeeper.sh', 'constrainttemplates', 'critical no-webhook-writes'],
    ['serving.knative.dev', 'services', 'critical no-unexplained-workloads'],
    ['cilium.io', 'ciliumnetworkpolicies', 'high no-traffic-hijack'],
    ['cluster.x-k8s.io', 'machines', 'high no-deputy-writes'],
    ['iam.services.k8s.aws', 'roles', 'critical no-deputy-writes'],
    ['iam.cnrm.cloud.google.com', 'iampolicymembers', 'critical no-deputy-writes'],
  ])('%s %s is told when it writes, and not when it reads', (group, resource, said) => {
    const rule = (verb: string): string => `{apiGroups: [${group}], resources: [${resource}], verbs: [${verb}]}`;
    expect(found(clusterRole(rule('create')))).toEqual([expect.stringContaining(said)]);
    expect(found(clusterRole(rule('get')))).toEqual([]);
  });

  test('of the same name in a group of its own is none of it', () =>
    expect(found(clusterRole('{apiGroups: [acme.dev], resources: [applications], verbs: [create]}'))).toEqual([]));
});

test.each([
  [
    '{apiGroups: [subresources.kubevirt.io], resources: [virtualmachineinstances/console], verbs: [get]}',
    'high no-pod-exec',
  ],
  [
    '{apiGroups: [authentication.k8s.io], resources: [users], verbs: ["impersonate:user-info"]}',
    'high no-escalation-verbs',
  ],
])('the grant %s is told', (rule, said) => {
  expect(found(clusterRole(rule))).toEqual([expect.stringContaining(said)]);
  expect(found(clusterRole(rule.replace(/verbs: .*\]/, 'verbs: [list]')))).toEqual([]);
});

describe('a role whose rules come from others', () => {
  const aggregated = (selector: string): readonly string[] =>
    found(clusterRole('').replace('rules: []', `aggregationRule: {clusterRoleSelectors: [${selector}]}\nrules: []`));

  test.each(['{}', '{matchLabels: {}}', '{matchLabels: {a: b}}, {matchExpressions: []}'])(
    'all of them: %s',
    (selector) =>
      expect(aggregated(selector)).toEqual([
        'critical no-role-aggregation: ClusterRole a: its rules come from every ClusterRole',
      ]),
  );

  test('those with a label', () =>
    expect(aggregated('{matchLabels: {a: b}}')).toEqual([
      expect.stringMatching(/^high no-role-aggregation.* with a label$/),
    ]));
});

test.each([
  ['{kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccount:c:default"}', 1],
  ['{kind: User, apiGroup: rbac.authorization.k8s.io, name: "system:serviceaccount:c:b"}', 0],
  ['{kind: User, apiGroup: rbac.authorization.k8s.io, name: default}', 0],
])('an account by the name of its user: %s', (subject, count) => {
  const text = clusterRole('{apiGroups: [""], resources: [pods], verbs: [get]}').replace(
    /subjects: .*/,
    `subjects: [${subject}]`,
  );
  expect(found(text).filter((one) => one.includes('no-shared-subjects'))).toHaveLength(count);
});

describe('a bundle of OLM', () => {
  const bundle =
    'apiVersion: operators.coreos.com/v1alpha1\nkind: ClusterServiceVersion\nmetadata: {name: a}\nspec: {install: {spec: {clusterPermissions: []}}}\n';
  const judged = (files: Readonly<Record<string, string>>): readonly string[] => {
    const { findings, setAside } = audit(
      repositoryOf(Object.entries({ 'bundle/manifests/a.clusterserviceversion.yaml': bundle, ...files })),
      { rules: ['understood'] },
    );
    return [
      ...findings.map(({ path, message }) => `${path} ${message}`),
      ...setAside.map(({ path, why }) => `${path} ${why}`),
    ];
  };

  test('that nothing here makes is not known, and not passed over', () =>
    expect(judged({})).toEqual([
      'bundle/manifests/a.clusterserviceversion.yaml cannot be judged: ClusterServiceVersion a describes Pods or their rights in a form that audit does not read',
    ]));

  test('that is made from manifests of the repository is set aside', () =>
    expect(judged({ 'deploy/a.yaml': clusterRole('{apiGroups: [""], resources: [pods], verbs: [get]}') })).toEqual([
      'bundle/manifests/a.clusterserviceversion.yaml an OLM bundle, made from other manifests',
    ]));
});

test('a kind that a kustomization installs is read where a rule is about it', () => {
  const kind = (url: string): string =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a.example.dev}\nspec:\n  conversion: {strategy: Webhook, webhook: {clientConfig: {${url}}}}\n`;
  const told = (text: string): readonly string[] =>
    audit(
      repositoryOf([
        ['deploy/kustomization.yaml', 'resources: [kind.yaml]\n'],
        ['deploy/kind.yaml', text],
      ]),
      { rules: ['no-outside-webhook'] },
    ).findings.map(({ path, line }) => `${path}:${line}`);
  expect(told(kind('url: "https://example.com/convert"'))).toEqual(['deploy/kind.yaml:5']);
  expect(told(kind('service: {name: a, namespace: b}'))).toEqual([]);
});
