// Bad values that a blind sample found silent, each next to a similar good one.
import { inCode, quietCode } from './elsewhere-code.ts';
import { object, type Case } from './elsewhere-objects.ts';

const wf = '.github/workflows/a.yml';
const step = (line: string, more = ''): string =>
  `on: push\n${more}jobs:\n  j:\n    runs-on: a\n    steps:\n      - run: ${line}\n`;
const key = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';

export const blind: readonly Case[] = [
  [
    'servers-verified',
    'a.yaml',
    object('networking.istio.io/v1', 'DestinationRule', '{trafficPolicy: {tls: {insecureSkipVerify: true}}}'),
    'medium a.yaml:4',
    object('networking.istio.io/v1', 'DestinationRule', '{trafficPolicy: {tls: {insecureSkipVerify: false}}}'),
  ],
  [
    'servers-verified',
    'a.yaml',
    object('secrets.hashicorp.com/v1beta1', 'VaultConnection', '{skipTLSVerify: true}'),
    'high a.yaml:4',
    object('acme.dev/v1', 'VaultConnection', '{skipTLSVerify: true}'),
  ],
  [
    'servers-verified',
    wf,
    step('kubectl --insecure-skip-tls-verify apply -k a'),
    `high ${wf}:6`,
    step('kubectl --insecure-skip-tls-verify=false apply -k a'),
  ],
  [
    'servers-verified',
    wf,
    step('ssh -o StrictHostKeyChecking=no a@b ./c'),
    `low ${wf}:6`,
    step('ssh -o StrictHostKeyChecking=yes a@b ./c'),
  ],
  [
    'servers-verified',
    wf,
    step('curl -skL https://example.com/a'),
    `medium ${wf}:6`,
    step('curl -skL https://localhost:8443/a'),
  ],
  [
    'servers-verified',
    '.gitlab-ci.yml',
    'a:\n  script: [make]\n  variables: {DOCKER_TLS_CERTDIR: ""}\n',
    'medium .gitlab-ci.yml:3',
    'a:\n  script: [make]\n  variables: {DOCKER_TLS_CERTDIR: /certs}\n',
  ],
  [
    'servers-verified',
    wf,
    step('curl --insecure https://example.com/a'),
    `medium ${wf}:6`,
    step('curl -o -k https://a'),
  ],
  [
    'servers-verified',
    wf,
    step('make', 'env:\n  GIT_SSL_NO_VERIFY: "1"\n'),
    `medium ${wf}:3`,
    step('make', 'env:\n  GIT_SSL_NO_VERIFY: "0"\n'),
  ],
  [
    'servers-verified',
    '.gitlab-ci.yml',
    'a:\n  variables:\n    GIT_SSL_NO_VERIFY: "true"\n  script: [make]\n',
    'medium .gitlab-ci.yml:3',
    'a:\n  variables:\n    GIT_SSL_NO_VERIFY: "false"\n  script: [make]\n',
  ],
  [
    'no-expression-in-script',
    '.gitlab-ci.yml',
    'a:\n  script:\n    - eval "echo $CI_MERGE_REQUEST_TITLE"\n',
    'high .gitlab-ci.yml:3',
    'a:\n  script:\n    - eval "echo $CI_JOB_ID"\n',
  ],
  [
    'no-expression-in-script',
    '.gitlab-ci.yml',
    'a:\n  script:\n    - bash -c "echo ${CI_COMMIT_MESSAGE}"\n',
    'high .gitlab-ci.yml:3',
    'a:\n  script:\n    - echo "$CI_COMMIT_MESSAGE"\n',
  ],
  [
    'named-callers',
    'a.yaml',
    object('projectcalico.org/v3', 'NetworkPolicy', '{ingress: [{action: Allow}]}'),
    'medium a.yaml:4',
    object('projectcalico.org/v3', 'NetworkPolicy', '{ingress: [{action: Allow, source: {selector: all()}}]}'),
  ],
  [
    'named-callers',
    'a.yaml',
    object('networking.k8s.io/v1', 'NetworkPolicy', '{podSelector: {}, ingress: [{}]}'),
    'medium a.yaml:4',
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      '{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 1}]}]}',
    ),
  ],
  [
    'named-callers',
    'a.yaml',
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 1}]}]}',
    ),
    'low a.yaml:4',
    object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      '{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {a: b}}}], ports: [{port: 1}]}]}',
    ),
  ],
  [
    'built-pods-confined',
    'src/a.rs',
    'fn a() -> S { S { run_as_user: Some(0), ..b } }',
    'medium src/a.rs:1',
    'fn a() -> S { S { run_as_user: Some(65532), ..b } }',
  ],
  [
    'built-pods-confined',
    'src/a.rs',
    'fn a() { json!({"runAsUser": 0}) }',
    'medium src/a.rs:1',
    'fn a() { json!({"runAsUser": 1000}) }',
  ],
  [
    'no-shell-in-code',
    'src/a.rs',
    'fn a(n: &str) {\n    let s = format!("rm {n}");\n    Command::new("/bin/bash").args(["-c", &s]).status();\n}',
    'high src/a.rs:3',
    'fn a(n: &str) {\n    let s = "make".to_string();\n    Command::new("/bin/bash").args(["-c", &s]).status();\n}',
  ],
  [
    'no-shell-in-code',
    'src/a.rs',
    'fn a(n: &str) {\n    tokio::process::Command::new("sh")\n        .arg("-c")\n        .arg(format!("rm {n}"))\n        .status();\n}',
    'high src/a.rs:2',
    'fn a(n: &str) {\n    Command::new("sh").arg("-c").arg("make").env("A", format!("{n}")).status();\n}',
  ],
  [
    'secrets-not-logged',
    'src/a.rs',
    'fn a() { info!(?secret, "read"); }',
    'medium src/a.rs:1',
    'fn a() { info!(secret = %secret.name_any(), "read"); }',
  ],
  [
    'secrets-not-logged',
    'src/a.rs',
    'fn a() { bail!("wrong {password}"); }',
    'medium src/a.rs:1',
    'fn a() { bail!("wrong {password_length}"); }',
  ],
  [
    'secrets-not-logged',
    'src/a.rs',
    'fn a() { warn!("{} {}", user, self.api_token); }',
    'medium src/a.rs:1',
    'fn a() { warn!("{} {}", user, self.continue_token); }',
  ],
  [
    'secrets-not-logged',
    'src/a.rs',
    '#[instrument]\nasync fn a(user: &str, password: &str) {}',
    'medium src/a.rs:1',
    '#[instrument(skip(password))]\nasync fn a(user: &str, password: &str) {}',
  ],
  [
    'secrets-kept-elsewhere',
    'src/a.rs',
    'const A: &str = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";',
    'high src/a.rs:1',
    'const A: &str = "-----BEGIN PRIVATE KEY-----";',
  ],
  [
    'secrets-kept-elsewhere',
    '.env',
    'LOG=info\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzq8ExAmPL3\n',
    'high .env:2',
    'LOG=info\nAWS_SECRET_ACCESS_KEY=\n',
  ],
  [
    'secrets-kept-elsewhere',
    'hack/deploy_key',
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${key}\n-----END OPENSSH PRIVATE KEY-----\n`,
    'high hack/deploy_key:1',
    'ssh-ed25519 AAAA deploy\n',
  ],
  [
    'secrets-kept-elsewhere',
    'a.json',
    `{"type": "service_account",\n"private_key": "-----BEGIN PRIVATE KEY-----\\n${key}"}`,
    'high a.json:2',
    '{"type": "external_account"}',
  ],
  [
    'cloud-rights-named',
    'a.yaml',
    object('iam.cnrm.cloud.google.com/v1beta1', 'IAMPolicyMember', '{role: roles/owner}'),
    'critical a.yaml:4',
    object('iam.cnrm.cloud.google.com/v1beta1', 'IAMPolicyMember', '{role: roles/storage.objectViewer}'),
  ],
  [
    'cloud-rights-named',
    'a.yaml',
    object(
      'iam.aws.upbound.io/v1beta1',
      'Policy',
      `{forProvider: {policy: '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'}}`,
    ),
    'critical a.yaml:4',
    object(
      'iam.aws.upbound.io/v1beta1',
      'Policy',
      `{forProvider: {policy: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'}}`,
    ),
  ],
  ...inCode,
];

/** Texts that resemble these, without the fault. */
export const quiet: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['secrets-not-logged', 'cli/src/a.rs', 'fn a() { println!("{token}"); }'],
  ['secrets-not-logged', 'src/a.rs', 'use secrecy::SecretString;\nfn a() { info!(?token); }'],
  ['secrets-kept-elsewhere', 'tests/a.pem', '-----BEGIN PRIVATE KEY-----\n'],
  ['secrets-kept-elsewhere', '.env.example', 'DB_PASSWORD=Tr0ub4dor3prod\n'],
  ...quietCode,
];
