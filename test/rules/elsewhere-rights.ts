// Rights that no role shows: in code, cloud policies, secret stores and exceptions. Each case has a good twin that is nearly the same.
import { object, type Case } from './elsewhere-objects.ts';

const trust = (condition: string): string =>
  `{"Statement": {"Effect": "Allow", "Principal": {"Federated": "a"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {${condition}}}}`;
const kind = (properties: string): string =>
  object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    `{versions: [{name: v1, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {${properties}}}}}}}]}`,
  );

export const rights: readonly Case[] = [
  [
    'built-roles-limited',
    'src/a.rs',
    'fn a() -> RoleRef { RoleRef { kind: "ClusterRole".into(), name: "cluster-admin".into(), ..b } }',
    'critical src/a.rs:1',
    'fn a() -> RoleRef { RoleRef { kind: "ClusterRole".into(), name: "acme-reader".into(), ..b } }',
  ],
  [
    'built-roles-limited',
    'src/a.rs',
    'fn a() { json!({"roleRef": {"kind": "ClusterRole", "name": "admin"}}) }',
    'high src/a.rs:1',
    'fn a() {\n    // json!({"roleRef": {"kind": "ClusterRole", "name": "admin"}})\n}',
  ],
  [
    'built-roles-limited',
    'src/a.rs',
    'fn a() -> PolicyRule { PolicyRule { api_groups: Some(vec![b]), verbs: vec!["*".to_string()], ..c } }',
    'high src/a.rs:1',
    'fn a() -> PolicyRule { PolicyRule { api_groups: Some(vec![b]), verbs: vec!["get".to_string()], ..c } }',
  ],
  [
    'built-roles-limited',
    'src/a.rs',
    'fn a() { json!({"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]}) }',
    'high src/a.rs:1',
    '#[cfg(test)]\nmod tests { fn a() { json!({"rules": [{"apiGroups": [""], "resources": ["pods"], "verbs": ["*"]}]}) } }',
  ],
  [
    'ignored-advisories-explained',
    'deny.toml',
    '[advisories]\nignore = [\n  "RUSTSEC-2023-0071",\n]\n',
    'low deny.toml:3',
    '[advisories]\nignore = [\n  # no fixed version yet\n  "RUSTSEC-2023-0070",\n  "RUSTSEC-2023-0071",\n]\n',
  ],
  [
    'ignored-advisories-explained',
    '.cargo/audit.toml',
    '[advisories]\nignore = ["RUSTSEC-2023-0071"]\n',
    'low .cargo/audit.toml:2',
    '[advisories]\nignore = ["RUSTSEC-2023-0071"] # only in tests\n',
  ],
  ['understood', 'Earthfile', 'VERSION 0.8\nimage:\n  FROM ubuntu:latest\n', 'unknown Earthfile:3', 'VERSION 0.8\n'],
  [
    'exceptions-named',
    'a.yaml',
    object('kyverno.io/v2', 'PolicyException', "{exceptions: [{policyName: a, ruleNames: ['*']}]}"),
    'high a.yaml:4',
    object('kyverno.io/v2', 'PolicyException', '{exceptions: [{policyName: a, ruleNames: [b]}]}'),
  ],
  [
    'exceptions-named',
    'a.yaml',
    object('kyverno.io/v2', 'PolicyException', "{match: {any: [{resources: {kinds: ['*']}}]}}"),
    'high a.yaml:4',
    object('kyverno.io/v2', 'PolicyException', "{match: {any: [{resources: {kinds: ['*'], namespaces: [a]}}]}}"),
  ],
  [
    'kinds-refer-to-secrets',
    'a.yaml',
    kind('password: {type: string}'),
    'medium a.yaml:4',
    kind('password: {type: object, properties: {name: {type: string}}}'),
  ],
  [
    'kinds-refer-to-secrets',
    'a.yaml',
    kind('git: {type: object, properties: {token: {type: string}}}'),
    'medium a.yaml:4',
    kind('duration: {type: object, properties: {token: {type: string}}}'),
  ],
  [
    'kinds-refer-to-secrets',
    'a.yaml',
    kind('users: {type: array, items: {type: object, properties: {keyPassword: {type: string}}}}'),
    'medium a.yaml:4',
    kind('networkPassphrase: {type: string}, secretKey: {type: string}, passwordSecret: {type: string}'),
  ],
  [
    'kinds-refer-to-secrets',
    'a.yaml',
    kind('password: {type: string}, passwordSecretRef: {type: object}'),
    'low a.yaml:4',
    kind('passwordSecretRef: {type: object}'),
  ],
  [
    'secret-stores-limited',
    'a.yaml',
    object('external-secrets.io/v1', 'ClusterSecretStore', '{provider: {}}'),
    'medium a.yaml:4',
    object('external-secrets.io/v1', 'ClusterSecretStore', '{conditions: [{namespaces: [a]}]}'),
  ],
  [
    'secret-stores-limited',
    'a.yaml',
    object('secrets.hashicorp.com/v1beta1', 'VaultAuth', "{allowedNamespaces: ['*']}"),
    'medium a.yaml:4',
    object('secrets.hashicorp.com/v1beta1', 'VaultAuth', '{allowedNamespaces: [a]}'),
  ],
  [
    'secret-stores-limited',
    'a.yaml',
    object(
      'gateway.networking.k8s.io/v1beta1',
      'ReferenceGrant',
      "{from: [{namespace: b}], to: [{kind: Service}, {group: '', kind: Secret}]}",
    ),
    'medium a.yaml:4',
    object(
      'gateway.networking.k8s.io/v1beta1',
      'ReferenceGrant',
      "{from: [{namespace: b}], to: [{group: '', kind: Secret, name: a}]}",
    ),
  ],
  [
    'secret-stores-limited',
    'a.yaml',
    object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', "{to: [{group: '', kind: Secret}]}"),
    'medium a.yaml:4',
    object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', "{to: [{group: '', kind: Service}]}"),
  ],
  [
    'cloud-rights-named',
    'iam/a.json',
    trust('"StringLike": {"oidc.eks.a:sub": "system:serviceaccount:*:*"}'),
    'high iam/a.json:1',
    trust('"StringEquals": {"oidc.eks.a:sub": "system:serviceaccount:a:b"}'),
  ],
  [
    'cloud-rights-named',
    'iam/a.json',
    trust('"StringEquals": {"oidc.eks.a:aud": "sts.amazonaws.com"}'),
    'high iam/a.json:1',
    trust('"StringLike": {"token.actions.githubusercontent.com:sub": "repo:a/b:ref:refs/tags/*"}'),
  ],
];
