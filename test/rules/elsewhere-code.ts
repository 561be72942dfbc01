// Bad values in code, scripts and kustomizations, each next to a similar good one.
import type { Case } from './elsewhere-objects.ts';

const wf = '.github/workflows/a.yml';
const step = (line: string, more = ''): string =>
  `on: push\n${more}jobs:\n  j:\n    runs-on: a\n    steps:\n      - run: ${line}\n`;

export const inCode: readonly Case[] = [
  [
    'servers-verified',
    'src/a.rs',
    'impl ServerCertVerifier for A {\n    fn verify_server_cert(&self) -> R {\n        Ok(rustls::ServerCertVerified::assertion())\n    }\n}',
    'high src/a.rs:3',
    'impl ServerCertVerifier for A {\n    fn verify_server_cert(&self) -> R {\n        self.inner.check()?;\n        Ok(ServerCertVerified::assertion())\n    }\n}',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'fn a() { easy.ssl_verify_peer(false)?; }',
    'high src/a.rs:1',
    'fn a() { easy.ssl_verify_peer(true)?; }',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'fn a() { TlsConfig::builder().disable_verification(true); }',
    'high src/a.rs:1',
    'fn a() { TlsConfig::builder().disable_verification(insecure); }',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'fn a() { b.ssl_options(SslOption::DANGER_ACCEPT_INVALID_CERTS); }',
    'high src/a.rs:1',
    'fn a() { b.ssl_options(SslOption::NONE); }',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'async fn a() {\n    c.get("http://api.example.com/v1")\n        .bearer_auth(t).send().await;\n}',
    'medium src/a.rs:2',
    'async fn a() {\n    c.get("https://api.example.com/v1")\n        .bearer_auth(t).send().await;\n}',
  ],
  [
    'servers-verified',
    'src/a.rs',
    'async fn a() { c.post("http://api.example.com").header(header::AUTHORIZATION, t).send().await; }',
    'medium src/a.rs:1',
    'async fn a() { c.post("http://api.b.svc").header(header::AUTHORIZATION, t).send().await; }',
  ],
  [
    'secrets-kept-elsewhere',
    'src/a.rs',
    'fn a() {\n    let password = "kX9-vPq2_Lm7tR4w".to_string();\n}',
    'high src/a.rs:2',
    'fn a() {\n    let password = "database.password".to_string();\n}',
  ],
  [
    'secrets-kept-elsewhere',
    'src/a.rs',
    'const SIGNING_KEY: &\'static str = "aB3dE5fG7hJ9kL2m";',
    'high src/a.rs:1',
    'const SIGNING_KEY: &str = "X-Signing-Key-V2";',
  ],
  [
    'secrets-kept-elsewhere',
    'src/a.rs',
    'fn a() -> C { C { api_key: Some("aB3dE5fG7hJ9kL2m"), ..b } }',
    'high src/a.rs:1',
    'fn a() -> C { C { checksum: Some("aB3dE5fG7hJ9kL2m"), ..b } }',
  ],
  [
    'charts-by-version',
    'kustomization.yaml',
    'helmCharts:\n- {name: a, repo: "http://charts.example.com", version: 1.2.3}\n',
    'medium kustomization.yaml:2',
    'helmCharts:\n- {name: a, repo: "https://charts.example.com", version: 1.2.3}\n',
  ],
  [
    'charts-by-version',
    'kustomization.yaml',
    'helmCharts:\n- {name: a, repo: "https://charts.example.com"}\n',
    'medium kustomization.yaml:2',
    'helmCharts:\n- {name: a}\n',
  ],
  [
    'secrets-not-logged',
    wf,
    step('echo "$K" | base64 -w0', 'env: {K: "${{ secrets.KEY }}"}\n'),
    `medium ${wf}:7`,
    step('echo "$K" | base64 -d > key', 'env: {K: "${{ secrets.KEY }}"}\n'),
  ],
  [
    'secrets-not-logged',
    wf,
    step('"echo ${{ secrets.KEY }} | sed \'s/./& /g\'"'),
    `medium ${wf}:6`,
    step('"echo ${{ secrets.KEY }} | docker login --password-stdin"'),
  ],
  [
    'secrets-not-logged',
    '.gitlab-ci.yml',
    'a:\n  script:\n  - echo $SSH_PRIVATE_KEY\n',
    'medium .gitlab-ci.yml:3',
    'a:\n  script:\n  - echo "$SSH_PRIVATE_KEY" | ssh-add -\n',
  ],
];

/** Texts that resemble these, without the fault. */
export const quietCode: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['servers-verified', 'src/a.rs', 'fn a() -> R { if ok { Ok(ServerCertVerified::assertion()) } else { Err(e) } }'],
  ['servers-verified', 'src/a.rs', 'fn a() { c.get("http://api.example.com").send(); d.bearer_auth(t); }'],
  ['servers-verified', 'src/a.rs', 'fn a() { allow(["http://a.example.com"]).headers([AUTHORIZATION]); }'],
  ['servers-verified', 'src/a.rs', 'fn a() { c.get("http://0.0.0.0:3000").bearer_auth(t); }'],
  ['servers-verified', 'src/a.rs', '// c.get("http://api.example.com").bearer_auth(t)\nfn a() {}'],
  ['secrets-kept-elsewhere', 'src/a.rs', 'const TOKEN: &str = "Authorization2";'],
  ['secrets-kept-elsewhere', 'src/a.rs', '#[cfg(test)]\nmod tests { const TOKEN: &str = "aB3dE5fG7hJ9kL2m"; }'],
  ['secrets-not-logged', wf, step('echo "$K"', 'env: {K: "${{ secrets.KEY }}"}\n')],
  ['secrets-not-logged', wf, step('echo "$K" | base64', 'env: {K: "${{ github.sha }}"}\n')],
  ['secrets-not-logged', wf, step('x=$(echo "$K" | base64)', 'env: {K: "${{ secrets.KEY }}"}\n')],
  ['secrets-not-logged', '.gitlab-ci.yml', 'a:\n  script: [echo $CI_JOB_TOKEN_LENGTH $NAME]\n'],
];
