// Files other than the manifests of a controller: its code, scripts, foreign controllers, clouds and development
// containers.
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { objects, scripts, type Case } from './elsewhere-objects.ts';
import { blind } from './elsewhere-blind.ts';
import { rights } from './elsewhere-rights.ts';

const found = (rule: string, files: Readonly<Record<string, string>>): readonly string[] =>
  audit(repositoryOf(Object.entries(files)), { rules: [rule] }).findings.map(
    ({ severity, state, path, line }) => `${state === 'unknown' ? state : severity} ${path}:${line}`,
  );

const workflow = (job: string): string => `on: push\njobs:\n  j:\n    runs-on: a\n${job}`;
const code: readonly Case[] = [
  [
    'servers-verified',
    'src/a.rs',
    'fn a() { b().danger_accept_invalid_certs(true); }',
    'high src/a.rs:1',
    'fn a() { b().danger_accept_invalid_certs(insecure); }',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'fn a() {\n    config.accept_invalid_certs = true;\n}',
    'high src/a.rs:2',
    'fn a() {\n    // config.accept_invalid_certs = true;\n}',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'fn a() { c.set_verify(SslVerifyMode::NONE); }',
    'high src/a.rs:1',
    'fn a() { c.set_verify(SslVerifyMode::PEER); }',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'fn a() { b().dangerous()\n.with_custom_certificate_verifier(v); }',
    'medium src/a.rs:1',
    '#[cfg(test)]\nmod tests { fn a() { b().dangerous().with_custom_certificate_verifier(v); } }',
  ],
  [
    'built-pods-confined',
    'src/a.rs',
    'fn a() -> S { S { privileged: Some(true), ..b } }',
    'high src/a.rs:1',
    '#[cfg(all(test, unix))]\npub(crate) fn a() -> S { S { privileged: Some(true), ..b } }',
  ],
  [
    'built-pods-confined',
    'src/a.rs',
    'fn a() {\n    spec.host_network = Some(true);\n}',
    'medium src/a.rs:2',
    'fn a() {\n    if spec.host_network == Some(true) {}\n}',
  ],
  [
    'built-pods-confined',
    'src/a.rs',
    'fn a() { json!({"hostPID": true}) }',
    'high src/a.rs:1',
    'fn a() {\n    // json!({"hostPID": true})\n}',
  ],
  [
    'built-pods-confined',
    'src/a.rs',
    'fn a() { V { host_path: Some(HostPathVolumeSource { path }) } }',
    'medium src/a.rs:1',
    'fn a() { V { host_path: Some(device.path) } }',
  ],
  [
    'plain-cargo-config',
    '.cargo/config.toml',
    '[build]\nrustc-wrapper = "./a.sh"\n',
    'medium .cargo/config.toml:2',
    '[build]\nrustc-wrapper = "sccache"\n',
  ],
  [
    'plain-cargo-config',
    '.cargo/config.toml',
    '[target.a]\nrustflags = ["-C", "relro-level=off"]\n',
    'medium .cargo/config.toml:2',
    '[target.a]\nrustflags = ["-C", "relro-level=full"]\n',
  ],
  [
    'known-registries-only',
    '.cargo/config.toml',
    '[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "https://a.example/"\n',
    'medium .cargo/config.toml:2',
    '[source.crates-io]\nreplace-with = "m"\n[source.m]\ndirectory = "vendor"\n',
  ],
];

const ci: readonly Case[] = [
  [
    'conditions-decide',
    '.github/workflows/a.yml',
    workflow("    if: |\n      ${{ github.ref == 'a' }}\n"),
    'high .github/workflows/a.yml:5',
    workflow("    if: >-\n      ${{ github.ref == 'a' }}\n"),
  ],
  [
    'conditions-decide',
    '.github/workflows/a.yml',
    workflow('    if: ${{ a }} && ${{ b }}\n'),
    'high .github/workflows/a.yml:5',
    workflow('    if: a && b\n'),
  ],
  [
    'conditions-decide',
    '.github/workflows/a.yml',
    workflow("    if: contains('a b', github.ref)\n"),
    'medium .github/workflows/a.yml:5',
    workflow("    if: contains(github.ref, 'a')\n"),
  ],
  [
    'no-remote-shell',
    '.github/workflows/a.yml',
    workflow('    steps: [{uses: mxschmitt/action-tmate@v3}]\n'),
    'high .github/workflows/a.yml:5',
    workflow('    steps: [{uses: mxschmitt/action-other@v3}]\n'),
  ],
  [
    'no-remote-shell',
    '.github/workflows/a.yml',
    workflow('    steps: [{uses: mxschmitt/action-tmate@v3, with: {limit-access-to-actor: true}}]\n'),
    'medium .github/workflows/a.yml:5',
    workflow('    steps: [{run: cat tmate.conf}]\n'),
  ],
  [
    'no-remote-shell',
    '.gitlab-ci.yml',
    'a:\n  script: [tmate -F]\n',
    'high .gitlab-ci.yml:2',
    'a:\n  script: [apt-get install -y tmate]\n',
  ],
  [
    'secrets-near-their-use',
    '.github/workflows/a.yml',
    `env: {A: "\${{ secrets.A }}"}\n${workflow('')}`,
    'medium .github/workflows/a.yml:1',
    `env: {A: "\${{ secrets.A != '' }}"}\n${workflow('')}`,
  ],
  [
    'tools-by-version',
    '.github/workflows/a.yml',
    workflow('    steps: [{run: npx some-tool .}]\n'),
    'low .github/workflows/a.yml:5',
    workflow('    steps: [{run: npx some-tool@1.2.3 .}]\n'),
  ],
  [
    'tools-by-version',
    '.github/workflows/a.yml',
    workflow('    env: {A: "${{ secrets.A }}"}\n    steps: [{run: pipx run some-tool .}]\n'),
    'medium .github/workflows/a.yml:6',
    workflow('    steps: [{run: pipx run some-tool==1.2.3 .}]\n'),
  ],
  [
    'tools-by-version',
    '.pre-commit-config.yaml',
    'repos:\n  - {repo: https://a.example, rev: main}\n',
    'medium .pre-commit-config.yaml:2',
    'repos:\n  - {repo: https://a.example, rev: v1.2.3}\n  - {repo: local}\n',
  ],
  [
    'no-persisted-credentials',
    '.github/workflows/a.yml',
    workflow('    steps: [{uses: actions/checkout@v4}, {uses: actions/upload-artifact@v3, with: {path: .}}]\n'),
    'high .github/workflows/a.yml:5',
    workflow(
      '    steps: [{uses: actions/checkout@v4, with: {persist-credentials: false}}, {uses: actions/upload-artifact@v3, with: {path: .}}]\n',
    ),
  ],
  [
    'secrets-kept-elsewhere',
    '.github/workflows/a.yml',
    workflow('    steps: [{uses: a/b@v1, with: {password: hunter2hunter2}}]\n'),
    'high .github/workflows/a.yml:5',
    workflow('    steps: [{uses: a/b@v1, with: {password: postgres, shared-key: vm-macos-arm64}}]\n'),
  ],
  [
    'secrets-kept-elsewhere',
    '.github/dependabot.yml',
    'registries:\n  a: {type: cargo-registry, token: hunter2hunter2}\n',
    'high .github/dependabot.yml:2',
    'registries:\n  a: {type: cargo-registry, token: "${{ secrets.A }}"}\n',
  ],
];

describe.each([
  ['code and its build', code],
  ['scripts', scripts],
  ['what CI runs', ci],
  ['objects and settings', objects],
  ['rights that no role shows', rights],
  ['what a blind sample found silent', blind],
])('%s', (_, cases) => {
  test.each(cases)('%s reports %s', (rule, path, bad, told) => expect(found(rule, { [path]: bad })).toEqual([told]));

  test.each(cases)('%s accepts a similar line in %s', (rule, path, _bad, _told, good) =>
    expect(found(rule, { [path]: good })).toEqual([]),
  );
});

test('crates.io with a lock file is reported with a lower severity', () =>
  expect(
    found('known-registries-only', {
      '.cargo/config.toml': '[source.crates-io]\nreplace-with = "m"\n[source.m]\nregistry = "https://a.example/"\n',
      'Cargo.lock': '',
    }),
  ).toEqual(['low .cargo/config.toml:2']));

test.each([
  ['built-pods-confined', 'src/pod_test.rs', 'fn a() -> S { S { privileged: Some(true), ..b } }'],
  ['no-unverified-download', 'a.sh', 'echo "curl -Lo a https://a.example && chmod +x a && ./a"\n'],
  ['no-unverified-download', 'benchmarks/a.sh', 'curl https://a.example | sh\n'],
  [
    'secrets-kept-elsewhere',
    'config.yaml',
    'kind: Config\ncurrent-context: a\nusers: [{name: a, user: {token: fake-token-a}}]\n',
  ],
  [
    'servers-verified',
    'config.yaml',
    'kind: Config\nclusters: [{name: a, cluster: {server: "https://localhost:6443", insecure-skip-tls-verify: true}}]\n',
  ],
])('%s reports nothing in test code: %s', (rule, path, text) => expect(found(rule, { [path]: text })).toEqual([]));

test('a monitor that verifies no certificate is reported with a lower severity', () =>
  expect(
    found('servers-verified', {
      'a.yaml':
        'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: a}\nspec: {endpoints: [{tlsConfig: {insecureSkipVerify: true}}]}\n',
    }),
  ).toEqual(['low a.yaml:4']));

test('a setting of the user is reported with a lower severity', () =>
  expect(
    found('servers-verified', { 'src/a.rs': 'fn a() { if insecure { b.danger_accept_invalid_certs(true); } }' }),
  ).toEqual(['low src/a.rs:1']));

test('a tool in package.json has the version of its lock file', () =>
  expect(
    found('tools-by-version', {
      '.github/workflows/a.yml': workflow('    steps: [{run: npx some-tool .}]\n'),
      'package.json': '{"devDependencies": {"some-tool": "1.2.3"}}',
    }),
  ).toEqual([]));
